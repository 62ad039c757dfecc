"""How values are written on the wire, and what may be meant by a text."""
