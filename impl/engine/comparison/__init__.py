"""Comparison of contracts: what changed, whom it breaks, and a message that shows it.

Facts come first, policy second: :func:`verdicts.comparison.compare` finds out what is
different and for which way of reading it matters; a profile turns that into a verdict.

Each room uses those before it alone: `kinds`, what can happen, and `contract`, what is
compared; `serialization`; `differences` of schemas; `witnesses`; `operations`, which
finds it all; `verdicts`, where callers come in; and `reports` of what they get.
"""
