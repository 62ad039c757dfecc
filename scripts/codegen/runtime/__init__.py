"""What generated routers stand on: decoding, the gate, security and sealed responses.

Each room uses those after it alone: `app`, which finds the operation of a request, and
`sending`; `bodies`, `errors`, `parameters`, `responses` and `security`, which know
nothing of each other; `checking` and `serialization`; `http`; `contract`; `schemas` and
`syntax`; `vocabulary`, which it shares with the engine.

Self-contained: the compiler copies this package into its output, each file with a first
line that says where it is from. What an implementation needs is imported from the
package above, which stays as it is; what stands where in here may change.
"""
