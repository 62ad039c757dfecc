"""Sealed responses, one module for each tag."""
