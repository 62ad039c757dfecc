"""The compiled contract: its operations, and the gate made from its schemas."""
