"""What a process of its own does to tell what differs between texts. Pure, and slow."""

import json

from impl.engine.text_difference import text_difference
from impl.jobs.framing import Parts


def answer(asked: Parts) -> Parts:
    """Tell what differs between two valid contracts, as they are written."""
    base, revision = (each.decode("utf-8", "replace") for each in asked)
    return [json.dumps(text_difference(base, revision)).encode()]
