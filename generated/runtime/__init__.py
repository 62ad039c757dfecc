"""What generated routers stand on: decoding, the gate, security and sealed responses.

Self-contained: the compiler copies this package verbatim into its output.
"""
