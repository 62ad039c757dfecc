"""What some policies judge a difference by, beside what readers make of messages."""

from __future__ import annotations

from enum import StrEnum


class PolicyMark(StrEnum):
    """What some profiles judge by beside the answers."""

    SECURITY_WIDENED = "security-widened"
    DEPRECATED_REMOVAL = "deprecated-removal"
    NO_SUNSET = "no-sunset"
    SOONER_SUNSET = "sooner-sunset"
