"""One module per tag: translates between the wire and the domain."""
