# A copy of Countersign's scripts/codegen/runtime/schemas/__init__.py.
"""What can be told of a schema without a value: types, references, effort."""
