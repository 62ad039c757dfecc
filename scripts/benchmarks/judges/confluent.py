"""Pairs of Confluent's registry of schemas: bare JSON Schemas, and whether they fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from scripts.benchmarks.judges.pairs import SuitePair, need

_DRAFT_7 = "http://json-schema.org/draft-07/schema#"


def pairs(folder: Path) -> Iterator[SuitePair]:
    """Give the pairs of a checkout.

    Raises:
        SuiteError: it is none.
    """
    resources = need(folder, "json-schema-provider/src/test/resources")
    for file in sorted(resources.glob("diff-*examples*.json")):
        for number, held in enumerate(_read(file)):
            name = f"{file.stem} {number}: {held['description']}"
            before, after = (
                _of_draft(held[key]) for key in ("original_schema", "update_schema")
            )
            breaks = not held["compatible"]
            yield SuitePair(name, before, after, breaks, is_schema=True)


def _of_draft(schema: Any) -> Any:
    """Say which draft it is of that says nothing: the registry's default."""
    return {"$schema": _DRAFT_7, **schema} if isinstance(schema, dict) else schema


def _read(file: Path) -> Any:
    # The lists and maps end with commas, which JSON does not allow.
    return yaml.load(file.read_text(), yaml.CSafeLoader)
