"""Errors in the form that the contract declares for them."""
