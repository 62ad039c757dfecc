# A copy of Countersign's scripts/codegen/runtime/bodies/__init__.py.
"""Bodies of requests: limited, decoded, and checked by the gate."""
