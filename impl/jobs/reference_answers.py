"""What a process of its own does to look something up. Pure, and slow."""

import json
from typing import Any

from impl.engine import reference
from impl.engine.anchors import DocumentAnchor, find_all
from impl.engine.text.documents import load
from impl.jobs.framing import Parts
from impl.jobs.publishable_contracts import LIMITS
from impl.jobs.reference_task import WantedReference


def answer(asked: Parts) -> Parts:
    """Look something up in a valid contract."""
    data, told = asked
    found: dict[str, Any]
    lookup = WantedReference(**json.loads(told))
    if lookup.line:
        # Lines are lines, whatever they mean.
        text = data.decode("utf-8-sig", "replace")
        found = {"source": reference.source(text, lookup.line, lookup.lines)}
    elif lookup.at is not None:
        [place] = find_all(load(data, limits=LIMITS), [DocumentAnchor(lookup.at)])
        found = {"line": place and place.line}
    else:
        document = load(data, limits=LIMITS)
        found = {"overview": reference.overview(document, lookup.text)}
        if lookup.pointer is not None:
            operation = reference.operation(document, lookup.pointer)
            found["operation"] = operation or {}
    return [json.dumps(found).encode()]
