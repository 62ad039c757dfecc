"""When two parts of documents say the same."""

import json
from typing import Any


def key_of(value: Any) -> str:
    """Make a text that two values share if, and only if, they say the same.

    Members have no order. Numbers are told apart by how they are written: 1 and 1.0
    may be one number, but who changed the one into the other did change it.
    """
    return json.dumps(value, sort_keys=True)


def same(one: Any, other: Any) -> bool:
    """Tell whether two values say the same; true is not 1, as it is to Python."""
    return one is other or (one == other and key_of(one) == key_of(other))
