# A copy of Countersign's scripts/codegen/runtime/http/__init__.py.
"""A request, and an answer, as HTTP has them."""
