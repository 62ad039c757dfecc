# A copy of Countersign's scripts/codegen/runtime/app/__init__.py.
"""The application: finds the operation of a request, and serves it."""
