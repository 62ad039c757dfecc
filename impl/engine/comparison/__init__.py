"""Comparison of contracts: what changed, whom it breaks, and a message that shows it.

Facts come first, policy second: :func:`compare` finds out what is different and for
which way of reading it matters; a profile turns that into a verdict.
"""

from impl.engine.comparison.certificates import certificate, verify
from impl.engine.comparison.comparing import Comparison, compare
from impl.engine.comparison.facts import Fact
from impl.engine.comparison.profiles import DEFAULT, PROFILES, Profile, Verdict, judge
from impl.engine.comparison.reports import changelog, changes

__all__ = [
    "DEFAULT",
    "PROFILES",
    "Comparison",
    "Fact",
    "Profile",
    "Verdict",
    "certificate",
    "changelog",
    "changes",
    "compare",
    "judge",
    "verify",
]
