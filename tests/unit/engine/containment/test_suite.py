"""The public containment suite, where a checkout of it is at hand.

CONTAINMENT_SUITE names the checkout of sdbs-uni-p/json-schema-containment-testsuite;
otherwise one beside this repository is used. The suite was derived from validation
tests by rewriting them, and some of its answers did not survive that. An answer that
contradicts the suite passes only with an instance that two validators agree upon.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from impl.engine.containment import (
    Decision,
    Dialect,
    Proved,
    Refuted,
    Scope,
    Undecided,
    contain,
)
from tests.unit.engine.containment.validators import VALIDATORS

BESIDE = Path(__file__).parents[5] / "shared" / "json-schema-containment-testsuite"
SUITE = Path(os.environ.get("CONTAINMENT_SUITE", BESIDE))
FOLDERS = {
    "draft4": Dialect.DRAFT_4,
    "draft6": Dialect.DRAFT_6,
    "draft7": Dialect.DRAFT_7,
    "draft2019-09": Dialect.DRAFT_2019_09,
    "draft2020-12": Dialect.DRAFT_2020_12,
}
# They read \d and \w as Unicode does; optional/ecmascript-regex.json of the same suite
# reads them as ECMA-262 does, and so do contracts.
CONTRADICTED = "unicode.json"

pytestmark = pytest.mark.skipif(
    not (SUITE / "tests").is_dir(), reason="no checkout of the containment suite"
)


def _questions(folder: str) -> Iterator[tuple[Path, Any, Any, bool]]:
    for path in sorted((SUITE / "tests" / folder).rglob("*.json")):
        for pair in json.loads(path.read_text()):
            one, two, truths = pair["schema1"], pair["schema2"], pair["tests"]
            yield path, one, two, truths["s1SubsetEqOfs2"]
            if "s2SubsetEqOfs1" in truths:
                yield path, two, one, truths["s2SubsetEqOfs1"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_suite(folder: str) -> None:
    scope = Scope(dialect=FOLDERS[folder])
    total = undecided = 0
    wrong = []
    for path, sub, sup, truth in _questions(folder):
        if path.name == CONTRADICTED:
            continue
        formats = path.parent.name == "format"
        verdict = contain(sub, sup, sub_scope=scope, sup_scope=scope, formats=formats)
        total += 1
        undecided += isinstance(verdict, Undecided)
        if isinstance(verdict, Refuted if truth else Proved) and not _settled(
            scope.dialect, sub, sup, verdict, formats=formats
        ):
            wrong.append((path.name, sub, sup, verdict))
    assert wrong == []
    assert undecided / total < 0.03


def _settled(
    dialect: Dialect, sub: Any, sup: Any, verdict: Decision, *, formats: bool
) -> bool:
    """Tell whether validators agree that the suite is mistaken."""
    if isinstance(verdict, Refuted):
        return _votes(dialect, sub, verdict.witness, formats=formats) == {True} and (
            _votes(dialect, sup, verdict.witness, formats=formats) == {False}
        )
    # Its negative cases all stem from a single instance.
    return "const" in sub and _votes(dialect, sup, sub["const"], formats=formats) == {
        True
    }


def _votes(dialect: Dialect, schema: Any, value: Any, *, formats: bool) -> set[bool]:
    fast, slow = VALIDATORS[dialect]
    votes = {fast(schema, validate_formats=formats, offline=True).is_valid(value)}
    if not formats:  # of which the second validator knows but a few
        votes.add(slow(schema).is_valid(value))
    return votes
