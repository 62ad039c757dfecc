"""The vocabulary of OpenAPI and JSON Schema: objects, references, patterns."""
