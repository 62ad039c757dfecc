"""Comparison of contracts: what changed, whom it breaks, and a message that shows it.

Facts come first, policy second: :func:`compare` finds out what is different and for
which way of reading it matters; a profile turns that into a verdict.
"""
