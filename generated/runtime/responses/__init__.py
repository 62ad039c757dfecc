# A copy of Countersign's scripts/codegen/runtime/responses/__init__.py.
"""Sealed responses: checked by the gate, and written."""
