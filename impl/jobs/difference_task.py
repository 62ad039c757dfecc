"""What differs between two texts as a message to another process and back."""

import json
from typing import Any, Final

from impl.jobs.framing import Parts

VERB: Final[bytes] = b"text_difference"


def asking(base: bytes, revision: bytes) -> Parts:
    """Write that somebody wants to know what differs."""
    return [VERB, base, revision]


def result(parts: Parts) -> dict[str, Any]:
    """Read what `impl.engine.text_difference` says."""
    [told] = parts
    found: dict[str, Any] = json.loads(told)
    return found
