"""Slips whose meaning is plain, read as that."""
