# A copy of Countersign's scripts/codegen/runtime/contract/__init__.py.
"""The compiled contract: its operations, and the gate made from its schemas."""
