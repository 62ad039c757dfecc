"""What a process of its own does to find places in a document. Pure, and slow."""

import json
from dataclasses import asdict

from impl.engine.anchors import DocumentAnchor, find_all
from impl.engine.text.documents import load
from impl.jobs.framing import Parts
from impl.jobs.publishable_contracts import LIMITS


def answer(asked: Parts) -> Parts:
    """Find anchors in a valid contract."""
    data, told = asked
    anchors = [DocumentAnchor(**each) for each in json.loads(told)]
    found = find_all(load(data, limits=LIMITS), anchors)
    return [json.dumps([each and asdict(each) for each in found]).encode()]
