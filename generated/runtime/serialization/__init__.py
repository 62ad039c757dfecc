# A copy of Countersign's scripts/codegen/runtime/serialization/__init__.py.
"""Values as text: the styles of parameters and of header fields."""
