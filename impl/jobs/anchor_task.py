"""Finding places in documents as a message to another process and back."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from impl.engine.anchors import DocumentAnchor, FoundPlace
from impl.jobs.framing import Parts

VERB: Final = b"anchor"


def asking(document: bytes, anchors: Sequence[DocumentAnchor]) -> Parts:
    """Write that some anchors are to be found in a valid contract."""
    return [VERB, document, json.dumps([asdict(each) for each in anchors]).encode()]


def result(parts: Parts) -> list[FoundPlace | None]:
    """Read where they are, in the order that they were asked for."""
    [told] = parts
    return [each and FoundPlace(**each) for each in json.loads(told)]
