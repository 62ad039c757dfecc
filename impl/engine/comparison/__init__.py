"""Comparison of contracts: what changed, whom it breaks, and a message that shows it.

Facts come first, policy second: :func:`compare` finds out what is different and for
which way of reading it matters; a profile turns that into a verdict.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from impl.engine.comparison.certificates import certificate
    from impl.engine.comparison.comparing import Comparison, compare
    from impl.engine.comparison.facts import Fact
    from impl.engine.comparison.profiles import (
        DEFAULT,
        PROFILES,
        Profile,
        Verdict,
        judge,
    )
    from impl.engine.comparison.reports import changelog, changes
    from impl.engine.comparison.verification import verify

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
_HOMES = {
    "certificates": ("certificate",),
    "comparing": ("Comparison", "compare"),
    "facts": ("Fact",),
    "profiles": ("DEFAULT", "PROFILES", "Profile", "Verdict", "judge"),
    "reports": ("changelog", "changes"),
    "verification": ("verify",),
}


def __getattr__(name: str) -> Any:
    # Loading all of it takes as long as comparing a contract with itself (PEP 562).
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
