"""Merge contracts from the command line, or from within Git."""
