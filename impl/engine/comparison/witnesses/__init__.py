"""Whole messages that show a difference, and their confirmation."""
