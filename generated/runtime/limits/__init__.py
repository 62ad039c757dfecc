# A copy of Countersign's scripts/codegen/runtime/limits/__init__.py.
"""How often operations may be asked for."""
