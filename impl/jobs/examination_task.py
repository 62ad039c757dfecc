"""Examining a document as a message to another process and back. Pure, and slow."""

import json
from dataclasses import asdict

from impl.errors import Flaw, Invalid
from impl.jobs import publishable_contracts
from impl.jobs.framing import Parts
from impl.jobs.publishable_contracts import PublishableContract


def examining(content: bytes, media_type: str) -> Parts:
    """Write that a document is to be examined."""
    return [b"examine", content, media_type.encode()]


def answer(asked: Parts) -> Parts:
    """Examine a document, of which the bytes and the media type are given."""
    content, media_type = asked
    try:
        contract = publishable_contracts.examine(content, media_type.decode())
    except Invalid as refusal:
        flaws = [asdict(flaw) for flaw in refusal.flaws]
        return [b"invalid", json.dumps([refusal.detail, flaws]).encode()]
    return [b"valid", json.dumps(asdict(contract)).encode()]


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
