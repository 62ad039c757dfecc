"""What a process of its own does to merge two edits of a contract. Pure, and slow."""

import json
from dataclasses import asdict
from typing import Final

from impl.engine.diagnostics.diagnostic import DocumentError
from impl.engine.merging.merge import Disputed, merge
from impl.engine.text.documents import load
from impl.jobs import publishable_contracts
from impl.jobs.framing import Parts
from impl.jobs.merging_task import DISPUTED, MERGED, REFUSED
from impl.jobs.publishable_contracts import LIMITS

# Which number a change goes by is decided when it is published.
_OWN: Final = ("/info/version",)
_MOST_DISPUTES: Final = 100


def answer(asked: Parts) -> Parts:
    """Merge three valid contracts."""
    base, theirs, ours = asked
    try:
        found = merge(base, theirs, ours, own=_OWN, limits=LIMITS)
    except DocumentError as error:
        refusal = publishable_contracts.refused(error.faults)
        flaws = [asdict(flaw) for flaw in refusal.flaws]
        return [REFUSED, json.dumps(flaws).encode()]
    if not isinstance(found, Disputed):
        return [MERGED, found.data]
    document = load(ours, limits=LIMITS)
    disputes = []
    for conflict in found.conflicts[:_MOST_DISPUTES]:
        place = document.position(conflict.pointer)
        disputes.append(
            {**asdict(conflict), "line": place.line, "column": place.column}
        )
    return [DISPUTED, json.dumps([len(found.conflicts), disputes]).encode()]
