"""Pairs of contracts, and what a suite says of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


class SuiteError(Exception):
    """A folder is no checkout of the suite that it was given as."""


@dataclass(frozen=True)
class SuitePair:
    """What was, what it became, and whether that breaks anything.

    Attributes:
        name: what tells it from all others of its suite.
        base: a contract's file, or its text, or a bare schema.
        revision: the same for the revision.
        breaks: what the suite says; None for nothing.
        is_schema: whether they are bare schemas, the second of which may read what the
            first one allows.
    """

    name: str
    base: Any
    revision: Any
    breaks: bool | None
    is_schema: bool = False


def need(folder: Path, inner: str) -> Path:
    """Return a folder of a checkout.

    Raises:
        SuiteError: there is none.
    """
    found = folder / inner
    if not found.is_dir():
        raise SuiteError(f"{folder} has no folder {inner}")
    return found
