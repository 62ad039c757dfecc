"""Every row that users reported gets the right verdict, both ways, of each profile."""

import json

import pytest

from impl.engine.comparison.verdicts.certificates import certificate
from impl.engine.comparison.verdicts.comparison import ContractComparison, compare
from impl.engine.comparison.verdicts.profiles import (
    DEFAULT,
    PROFILES,
    judge,
    witness_of,
)
from impl.engine.comparison.verdicts.verification import verify
from impl.engine.containment import Budget
from tests.unit.engine.comparison.hard import annotations
from tests.unit.engine.comparison.hard.building import SAME, Content, contract
from tests.unit.engine.comparison.reported import (
    bodiless,
    code,
    defaults,
    directions,
    doubts,
    formats,
    forms,
    nothing,
    numerals,
    paths,
    polymorphism,
    questions,
    ranges,
    spellings,
    streams,
    texts,
    unnamed,
    wire,
)
from tests.unit.engine.comparison.reported.rows import LETTERS, Row
from tests.unit.engine.comparison.shop import document

ROOMS = (
    *(streams, polymorphism, directions, formats, wire, code, nothing, questions),
    *(doubts, forms, bodiless, defaults, spellings, unnamed, ranges, paths, texts),
    *(numerals,),
)
ROWS = [row for room in ROOMS for row in room.ROWS]
# Whether an answer is found must not depend on how busy the machine is.
UNHURRIED = Budget(seconds=60)
TODAY = "2025-07-01"


def letter(found: ContractComparison) -> str:
    return LETTERS[found.verdict if found.facts else SAME]


def check(before: Content, after: Content, expected: str) -> None:
    base, revision = document(before), document(after)
    found = compare(base, revision, PROFILES[DEFAULT].on(TODAY), budget=UNHURRIED)
    judged = [found.under(held.on(TODAY)) for held in PROFILES.values()]
    told = [f"{fact.kind.name}: {fact.message}" for fact in judged[-1].facts]
    assert "".join(map(letter, judged)) == expected, told
    for held in judged:
        record = json.loads(json.dumps(certificate(held)))
        assert verify(record, base, revision) == []
        for fact in held.facts:
            is_shown = fact.readings[held.profile.reading] == "refuted"
            if is_shown and judge(fact, held.profile) == "breaking":
                assert witness_of(fact, held.profile)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_there(row: Row) -> None:
    check(row.base, row.revision, row.there)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_back(row: Row) -> None:
    check(row.revision, row.base, row.back)


def test_each_media_type_that_goes_is_told() -> None:
    names = ("text/csv", "text/plain", "text/html")
    base, revision = (
        document(contract({"requestBody": {"content": {name: {} for name in held}}}))
        for held in (names, names[:1])
    )
    kinds = [fact.kind.name for fact in compare(base, revision).facts]
    assert kinds == ["request-media-type-removed"] * 2


def test_what_is_undecided_says_why_and_what_would_help() -> None:
    pairs = [
        *(side for row in ROWS for side in ((row.base, row.revision),)),
        *((pair.base, pair.revision) for pair in annotations.PAIRS),
    ]
    told = 0
    for base, revision in pairs:
        found = compare(document(base), document(revision), seconds=1e-9)
        for fact in found.differences:
            if "undecided" in {*fact.readings.values(), fact.formats}:
                assert " is undecided: " in fact.message
                assert fact.message.endswith((" help.", " help (--seconds)."))
                told += 1
    assert told > 50


def test_names_are_unique() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
