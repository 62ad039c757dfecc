"""Merging two edits of a contract as a message to another process and back."""

import json
from typing import Final

from impl.errors import Dispute, Flaw, Invalid, RebaseDisputed
from impl.jobs.framing import Parts

VERB: Final = b"merge"
MERGED: Final = b"merged"
DISPUTED: Final = b"disputed"
REFUSED: Final = b"refused"


def asking(base: bytes, theirs: bytes, ours: bytes) -> Parts:
    """Write that what theirs changed since the base is to come into ours."""
    return [VERB, base, theirs, ours]


def result(parts: Parts) -> bytes:
    """Read the merged document.

    Raises:
        RebaseDisputed: both changed the same places.
        Invalid: what both edits give together can't be written into this text
            (`invalid_contract`).
    """
    outcome, told = parts
    if outcome == MERGED:
        return told
    if outcome == DISPUTED:
        count, disputes = json.loads(told)
        raise RebaseDisputed(count, [Dispute(**dispute) for dispute in disputes])
    detail = "What was published since can't be brought into the document; see errors."
    flaws = [Flaw(**flaw) for flaw in json.loads(told)]
    raise Invalid("invalid_contract", detail, flaws)
