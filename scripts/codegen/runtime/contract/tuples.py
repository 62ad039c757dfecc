"""Tuples: what is an array on the wire, and tells its items apart by their places."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BeforeValidator


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


# Pydantic, asked to be strict, takes no list for a tuple.
FROM_ARRAY: Final = BeforeValidator(_tuple)
