"""A contract as the comparison sees it: its operations, messages and schemas."""
