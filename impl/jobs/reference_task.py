"""Looking something up in a contract as a message to another process and back."""

import json
from dataclasses import asdict, dataclass
from typing import Final

from impl.jobs.framing import Parts

VERB: Final = b"reference"


@dataclass(frozen=True, slots=True)
class WantedReference:
    """What is looked up.

    Attributes:
        text: what operations have to say; empty for all of them.
        pointer: of one operation, None for none.
        line: the first line of the source, 0 for none.
        at: the pointer of something whose line is looked up, None for nothing.
        lines: how many of them.
    """

    text: str = ""
    pointer: str | None = None
    line: int = 0
    lines: int = 0
    at: str | None = None


def asking(document: bytes, lookup: WantedReference) -> Parts:
    """Write what is looked up in a valid contract."""
    return [VERB, document, json.dumps(asdict(lookup)).encode()]
