"""The contract engine: pure functions over OpenAPI documents, no I/O, no framework."""
