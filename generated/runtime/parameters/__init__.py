# A copy of Countersign's scripts/codegen/runtime/parameters/__init__.py.
"""Parameters of requests: decoded, and checked by the gate."""
