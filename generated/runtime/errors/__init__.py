# A copy of Countersign's scripts/codegen/runtime/errors/__init__.py.
"""Errors in the form that the contract declares for them."""
