"""Sealed responses: checked by the gate, and written."""
