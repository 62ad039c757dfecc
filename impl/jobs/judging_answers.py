"""What a process of its own does to judge a message. Pure, and slow."""

import json

from impl.engine.judging import judged
from impl.engine.repair.contract import repair
from impl.engine.text.documents import load
from impl.jobs.framing import Parts
from impl.jobs.publishable_contracts import LIMITS


def answer(asked: Parts) -> Parts:
    """Judge a message by a valid contract."""
    document, told = asked
    contract = repair(load(document, limits=LIMITS))
    return [json.dumps(judged(contract, json.loads(told))).encode()]
