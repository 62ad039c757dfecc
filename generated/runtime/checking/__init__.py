# A copy of Countersign's scripts/codegen/runtime/checking/__init__.py.
"""Checks of values that would hold the event loop, in a process of their own."""
