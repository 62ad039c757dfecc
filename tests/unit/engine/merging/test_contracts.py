"""Pairs of edits on real contracts: both come in, or the place of both is named.

COUNTERSIGN_MERGES sets how many pairs are tried, by default 24.
"""

import json
import os
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from impl.engine.merging.equality import same
from impl.engine.merging.merge import Disputed, Merged, merge
from impl.engine.merging.yaml_nodes import yaml_nodes
from impl.engine.openapi.pointers import join, split
from impl.engine.text.documents import load
from tests.support.corpus import contracts
from tests.unit.engine.merging.drawn_edits import (
    SETS,
    Edit,
    applied,
    draw,
    draw_near,
    expected_conflicts,
)

PAIRS = int(os.environ.get("COUNTERSIGN_MERGES", "24"))
LARGEST = 4_000_000 if PAIRS > 200 else 30_000
# What is tried where there are no public ones.
OWN = [
    Path(__file__).resolve().parents[3] / file
    for file in ("unit/fuzzing/shelf.yaml", "unit/mocks/kennel.yaml")
]


def texts() -> list[Path]:
    found = [contract.file for contract in contracts()]
    return [file for file in found if file.stat().st_size < LARGEST] or OWN


def noted(random: Random, text: str) -> str:
    """Put comments above members, and behind values."""
    places = []
    stack = [yaml_nodes(text)]
    while stack:
        node = stack.pop()
        for entry in node.entries:
            stack.append(entry.value)
            line = text.rfind("\n", 0, entry.start) + 1
            indent = text[line : entry.start]
            if node.is_flow or indent.strip(" "):
                continue
            places.append((line, f"{indent}# note %s.\n"))
            is_scalar = entry.value.kind == "scalar"
            is_last = text[entry.end : entry.end + 1] == "\n"
            is_block = text[entry.value.body : entry.value.body + 1] in "|>"
            if is_scalar and is_last and not is_block:
                places.append((entry.end, " # note %s."))
    chosen = sorted(random.sample(places, min(12, len(places))), reverse=True)
    noted = text
    for number, (at, note) in enumerate(chosen):
        noted = noted[:at] + note % number + noted[at:]
    assert same(load(noted.encode()).content, load(text.encode()).content)
    return noted


def dumped(tree: Any, is_json: bool) -> bytes:
    if is_json:
        return json.dumps(tree, indent=1).encode()
    made = str(yaml.dump(tree, sort_keys=False, allow_unicode=True)).encode()
    # Its YAML is 1.1, where other texts look like numbers.
    return made if same(load(made).content, tree) else json.dumps(tree).encode()


def written(base: bytes, tree: Any) -> bytes:
    """Write a changed tree as its author would: into the text that is there."""
    as_json = json.dumps(tree, ensure_ascii=False).encode()
    made = merge(base, as_json, base)
    assert isinstance(made, Merged), made
    assert same(load(made.data).content, tree)
    return made.data


def as_sets(value: Any, name: object = "") -> Any:
    """Put what has no order into one."""
    if isinstance(value, dict):
        return {key: as_sets(item, key) for key, item in value.items()}
    if isinstance(value, list):
        items = [as_sets(item) for item in value]
        return sorted(items, key=json.dumps) if name in SETS else items
    return value


def places_of(text: str, pointer: str) -> tuple[int, int]:
    node = yaml_nodes(text)
    start, end = node.start, node.end
    for token in split(pointer):
        entry = node.find(token)
        if entry is None:
            break
        node, start, end = entry.value, entry.start, entry.end
    return text.count("\n", 0, start), text.count("\n", 0, end)


def check_text(ours: str, merged: str, theirs: list[Edit]) -> None:
    """Hold the lines of ours that theirs did not touch against the merged text."""
    touched: set[int] = set()
    for edit in theirs:
        start, end = places_of(ours, edit.pointer)
        touched.update(range(start, end + 1))
        if edit.deed == "remove":
            touched.add(places_of(ours, join(*edit.holder))[0])
        if isinstance(edit.key, int):
            touched.update(range(start - 1, end + 2))
    remaining = iter(merged.split("\n"))
    for number, line in enumerate(ours.split("\n")):
        if number not in touched and line.strip():
            assert line in remaining, (number, line)
    for number, line in enumerate(ours.split("\n")):
        note = re.search(r"# note \d+\.", line)
        if note and number not in touched:
            assert note.group() in merged


@pytest.mark.parametrize("seed", range(PAIRS))
def test_both_edits_come_in_or_their_place_is_named(seed: int) -> None:
    random = Random(seed)
    files = texts()
    # Large ones take long, and have nothing that many small ones have not.
    weights = [1 / (20_000 + file.stat().st_size) for file in files]
    [file] = random.choices(files, weights)
    is_json = file.suffix == ".json"
    text = file.read_text("utf-8")
    data = (text if is_json else noted(random, text)).encode()
    base = load(data).content
    theirs: list[Edit] = []
    ours: list[Edit] = []
    for side in (theirs, ours):
        for _ in range(random.randrange(1, 4)):
            side.append(draw(random, base, side))
    if random.randrange(2):
        ours = [draw_near(random, base, random.choice(theirs))]
    their_tree = applied(base, theirs, [])
    their_text = (
        written(data, their_tree)
        if random.randrange(2)
        else dumped(their_tree, is_json != (random.randrange(4) == 0))
    )
    our_text = written(data, applied(base, [], ours))
    result = merge(data, their_text, our_text)
    conflicts = expected_conflicts(base, theirs, ours)
    if conflicts:
        assert isinstance(result, Disputed)
        assert {each.pointer for each in result.conflicts} == conflicts
        return
    assert isinstance(result, Merged), result
    merged = load(result.data).content
    assert same(as_sets(merged), as_sets(applied(base, theirs, ours)))
    if not is_json:
        check_text(our_text.decode(), result.data.decode(), theirs)
