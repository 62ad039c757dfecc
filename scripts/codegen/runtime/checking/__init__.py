"""Checks of values that would hold the event loop, in a process of their own."""
