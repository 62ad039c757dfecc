"""How a service sends: webhooks and callbacks, checked before and after.

The compiler copies this package only for contracts that have any.
"""
