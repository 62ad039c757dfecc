"""The catalogue of kinds holds what can happen, and nothing else."""

import re
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from impl.engine.comparison.kinds.catalogue import CATALOGUE, KINDS
from impl.engine.comparison.kinds.of_schemas import SCHEMA, Carrier
from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.schema_comparison import compare_bare
from impl.engine.containment import Budget
from tests.support import contract
from tests.unit.engine.comparison.adversary import found
from tests.unit.engine.comparison.corners import SCHEMAS
from tests.unit.engine.comparison.corners_of_operations import OPERATIONS
from tests.unit.engine.comparison.hard import (
    events,
    forms,
    headers,
    lifecycle,
    parameters,
    responses,
    serialization,
)
from tests.unit.engine.comparison.hard.building import Content, content, contract_of
from tests.unit.engine.comparison.kinds.facet_states import DEFINITIONS, STATES
from tests.unit.engine.comparison.pairs import PAIRS
from tests.unit.engine.comparison.reported import code, wire
from tests.unit.engine.comparison.shop import document

ROOT = Path(__file__).resolve().parents[5]
NONE = {"description": ""}
# Whether an answer is found must not depend on how busy the machine is.
UNHURRIED = Budget(seconds=60)


def in_body(schema: Any) -> Content:
    body = {"required": True, **content(schema, "application/xml")}
    return {"requestBody": body, "responses": {"204": NONE}}


def in_parameter(schema: Any) -> Content:
    held = {"name": "p", "in": "query", **content(schema)}
    return {"parameters": [held], "responses": {"204": NONE}}


def in_answer(schema: Any) -> Content:
    return {"responses": {"200": {**NONE, **content(schema, "application/xml")}}}


def in_header(schema: Any) -> Content:
    header = {"required": True, **content(schema)}
    return {"responses": {"204": {**NONE, "headers": {"X-H": header}}}}


WRITERS: dict[Carrier, Callable[[Any], Content]] = {
    Carrier.REQUEST_BODY: in_body,
    Carrier.PARAMETER: in_parameter,
    Carrier.RESPONSE_BODY: in_answer,
    Carrier.RESPONSE_HEADER: in_header,
}


def made(carrier: Carrier, **options: Any) -> set[str]:
    """Change every facet in all ways, in operations and in webhooks."""
    pairs = [pair for states in STATES.values() for pair in permutations(states, 2)]
    sides = []
    for side in zip(*pairs, strict=True):
        items = {
            f"/{count}": {"post": WRITERS[carrier](schema)}
            for count, schema in enumerate(side)
        }
        components = {"schemas": DEFINITIONS}
        sides.append(contract_of(items, webhooks=items, components=components))
    base, revision = map(document, sides)
    found = compare(base, revision, budget=UNHURRIED, **options)
    return {fact.kind.name for fact in found.facts}


@pytest.mark.parametrize("carrier", Carrier)
def test_every_facet_changes_in_all_its_ways(carrier: Carrier) -> None:
    kinds = {kind.name for (where, *_), kind in SCHEMA.items() if where is carrier}
    # What has no time is undecided; no value shows a difference in some.
    assert made(carrier) | made(carrier, seconds=1e-9) == kinds


def declared() -> set[str]:
    """Name what the pairs and corners are there for, and must be found in them."""
    corners = [*SCHEMAS.values(), *OPERATIONS.values()]
    return {
        kind
        for kinds in (*(pair.kinds for pair in PAIRS), *(held for *_, held in corners))
        for kind in kinds
    }


def found_in_hard_pairs() -> set[str]:
    rooms = (events, forms, headers, lifecycle, parameters, responses, serialization)
    sides = [(pair.base, pair.revision) for room in rooms for pair in room.PAIRS]
    return {
        fact.kind.name
        for pair in sides
        for base, revision in permutations(map(document, pair))
        for fact in compare(base, revision).facts
    }


def found_in_rows() -> set[str]:
    return {
        fact.kind.name
        for row in (*wire.ROWS, *code.ROWS, *found.ROWS)
        for base, revision in permutations(map(document, (row.base, row.revision)))
        for fact in compare(base, revision).differences
    }


def test_every_other_kind_has_a_pair() -> None:
    # What names its own parts has no counterpart in contracts, and is told as a whole.
    named = {"$defs": {"a": {"$anchor": "a"}}}
    pair = (named, {**named, "type": "null"})
    both = [*compare_bare(*pair)["changes"], *compare_bare(*reversed(pair))["changes"]]
    bare = {change["kind"] for change in both}
    kinds = bare | declared() | found_in_hard_pairs() | found_in_rows()
    of_schemas = {kind.name for kind in SCHEMA.values()}
    assert kinds | of_schemas == set(CATALOGUE)


def test_names_and_titles_are_unique() -> None:
    assert len(CATALOGUE) == len(KINDS)
    assert len({kind.title for kind in KINDS}) == len(KINDS)


def test_the_contract_allows_every_name() -> None:
    declared = contract.document()["components"]["schemas"]["Change"]["properties"][
        "kind"
    ]
    assert all(re.search(declared["pattern"], name) for name in CATALOGUE)
    assert set(re.findall("`([^`]+)`", declared["description"])) <= set(CATALOGUE)


def test_the_readme_shows_names_that_exist() -> None:
    text = (ROOT / "README.md").read_text()
    shown = set(re.findall(r"\b(?:request|response)-[a-z]+(?:-[a-z]+)+\b", text))
    assert shown
    assert shown <= set(CATALOGUE)
