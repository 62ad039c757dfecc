# A copy of Countersign's scripts/codegen/runtime/sending/__init__.py.
"""How a service sends: webhooks and callbacks, checked before and after.

The compiler copies this package only for contracts that have any.
"""
