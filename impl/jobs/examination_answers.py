"""What a process of its own does to examine a document. Pure, and slow.

Apart from the messages, so that the service does not load what it never runs.
"""

import json
from dataclasses import asdict

from impl.errors import Invalid
from impl.jobs import publishable_contracts
from impl.jobs.framing import Parts


def answer(asked: Parts) -> Parts:
    """Examine a document, of which the bytes and the media type are given."""
    content, media_type = asked
    try:
        contract = publishable_contracts.examine(content, media_type.decode())
    except Invalid as refusal:
        flaws = [asdict(flaw) for flaw in refusal.flaws]
        return [b"invalid", json.dumps([refusal.detail, flaws]).encode()]
    return [b"valid", json.dumps(asdict(contract)).encode()]
