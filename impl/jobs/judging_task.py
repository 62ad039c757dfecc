"""Judging a message by a contract, as a message to another process and back."""

import json
from typing import Any, Final

from impl.jobs.framing import Parts

VERB: Final[bytes] = b"judge_message"


def asking(document: bytes, message: dict[str, Any]) -> Parts:
    """Write that a message is to be judged by a valid contract."""
    return [VERB, document, json.dumps(message).encode()]


def result(parts: Parts) -> dict[str, Any]:
    """Read what `impl.engine.judging` says."""
    [told] = parts
    found: dict[str, Any] = json.loads(told)
    return found
