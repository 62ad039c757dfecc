"""The contract engine: pure functions over OpenAPI documents, no I/O, no framework.

Each room uses those before it alone: `openapi`, the vocabulary; `diagnostics`; `text`,
which reads bytes; `files`, which follows references to others; `repair`, which reads
slips as what they mean; `check`; `containment`, the prover; and `comparison`.
"""
