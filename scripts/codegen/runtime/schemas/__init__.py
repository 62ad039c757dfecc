"""What can be told of a schema without a value: types, references, effort."""
