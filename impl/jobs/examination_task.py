"""Examining a document as a message to another process and back."""

import json
from dataclasses import dataclass

from impl.errors import Flaw, Invalid
from impl.jobs.framing import Parts


@dataclass(frozen=True, slots=True)
class PublishableContract:
    """What is known of a valid contract.

    Attributes:
        version: what it says itself, if good.
        text: the SHA-256 of its bytes, in hexadecimal; found here because it takes long
            enough to be felt in an event loop.
    """

    digest: str
    media_type: str
    openapi: str
    title: str
    version: str | None
    operations: int
    text: str


def examining(content: bytes, media_type: str) -> Parts:
    """Write that a document is to be examined."""
    return [b"examine", content, media_type.encode()]


def result(parts: Parts) -> PublishableContract:
    """Read what is known of a contract.

    Raises:
        Invalid: it is no valid contract (`invalid_contract`).
    """
    outcome, told = parts
    if outcome == b"invalid":
        detail, flaws = json.loads(told)
        raise Invalid("invalid_contract", detail, [Flaw(**flaw) for flaw in flaws])
    return PublishableContract(**json.loads(told))


def too_complex() -> Invalid:
    """Return the refusal of a document that takes too much to check."""
    detail = "The document takes more time or memory to check than there is."
    mend = "Split it, or remove deeply nested or repeated parts."
    return Invalid(
        "invalid_contract", detail, [Flaw("body", "", detail, "too_complex", mend=mend)]
    )
