"""Places in documents are found again in what the documents become."""

import json
import random

import pytest

from impl.engine.anchors import DocumentAnchor, FoundPlace, find_all
from impl.engine.openapi.pointers import resolve
from impl.engine.text.documents import load_part

TEXT = """\
openapi: 3.1.0
info: {title: Refunds, version: 1.0.0}
paths:
  /refunds:
    get:
      operationId: list_refunds
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: state, in: query, schema: {type: string}}
      responses:
        '200': {description: All refunds.}
  /refunds/{id}:
    get:
      operationId: get_refund
      responses:
        '200': {description: A refund.}
"""
GET = "/paths/~1refunds/get"


def found(text: str, *anchors: DocumentAnchor) -> list[FoundPlace | None]:
    return find_all(load_part(text.encode()), anchors)


def begun(pointer: str, text: str = TEXT) -> DocumentAnchor:
    [place] = found(text, DocumentAnchor(pointer))
    assert place is not None
    assert (place.fate, place.pointer) == ("same", pointer)
    return DocumentAnchor(pointer, place.fingerprint, pointer, place.fingerprint)


def later(anchor: DocumentAnchor, text: str) -> FoundPlace | None:
    [place] = found(text, anchor)
    return place


def test_a_place_is_shown_with_what_is_within_it() -> None:
    [place, nothing] = found(
        TEXT, DocumentAnchor(f"{GET}/responses"), DocumentAnchor("/paths/~1x")
    )
    assert nothing is None
    assert place is not None
    assert place.line == 10
    assert place.excerpt == (
        "      responses:\n        '200': {description: All refunds.}"
    )


def test_what_is_written_above_moves_a_line_only() -> None:
    place = later(begun(GET), TEXT.replace("paths:", "# Refunds.\npaths:"))
    assert place is not None
    assert (place.fate, place.line) == ("same", 6)


def test_what_stands_elsewhere_has_moved() -> None:
    place = later(begun(GET), TEXT.replace("/refunds:", "/repayments:"))
    assert place is not None
    assert (place.fate, place.pointer) == ("moved", "/paths/~1repayments/get")
    item = begun(f"{GET}/parameters/0")
    more = "        - {name: page, in: query, schema: {type: string}}\n"
    place = later(item, TEXT.replace("parameters:\n", f"parameters:\n{more}"))
    assert place is not None
    assert (place.fate, place.pointer) == ("moved", f"{GET}/parameters/1")


def test_what_is_another_there_has_changed() -> None:
    text = TEXT.replace("All refunds", "Some refunds")
    place = later(begun(GET), text)
    assert place is not None
    assert (place.fate, place.pointer) == ("changed", GET)
    # It is followed as it was last, and known again as it was first.
    next_ = DocumentAnchor(
        GET, begun(GET).fingerprint, place.pointer, place.fingerprint
    )
    moved = later(next_, text.replace("/refunds:", "/repayments:"))
    assert moved is not None
    assert (moved.fate, moved.pointer) == ("changed", "/paths/~1repayments/get")
    back = later(next_, TEXT)
    assert back is not None
    assert back.fate == "same"


def test_what_says_little_is_not_taken_for_another() -> None:
    anchor = begun(f"{GET}/parameters/0/schema/type")
    text = TEXT.replace("{name: limit, in: query, schema: {type: integer}}", "{}")
    other = f"{text}  /x: {{get: {{parameters: [{{x-type: integer}}]}}}}\n"
    assert later(anchor, other) is None


def test_what_is_gone_is_nowhere_until_it_comes_back() -> None:
    anchor = begun("/paths/~1refunds~1{id}/get")
    short = TEXT[: TEXT.index("  /refunds/{id}")]
    assert later(anchor, short) is None
    assert later(anchor, TEXT) is not None


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_put_in_another_order_is_found(seed: int) -> None:
    chosen = random.Random(seed)
    document = load_part(TEXT.encode()).content
    names = list(document["paths"])
    chosen.shuffle(names)
    paths = {f"/v2{name}": document["paths"][name] for name in names}
    mixed = {**document, "paths": paths}
    text = json.dumps(mixed, indent=chosen.choice([None, 2]))
    for pointer in (GET, "/paths/~1refunds~1{id}", f"{GET}/parameters/1"):
        place = later(begun(pointer), text)
        assert place is not None
        assert place.fate == "moved"
        assert resolve(mixed, place.pointer) == resolve(document, pointer)


def test_shared_parts_have_an_end() -> None:
    levels = "\n".join(
        f"l{n}: &l{n} {{a: *l{n - 1}, b: *l{n - 1}}}" for n in range(1, 14)
    )
    text = f"l0: &l0 {{x: {'y' * 20}}}\n{levels}\n"
    anchor = DocumentAnchor("/gone", "0" * 64, "/gone", "0" * 64)
    assert later(anchor, text) is None


def test_a_document_of_one_line_is_shown_from_the_place_on() -> None:
    text = json.dumps({"a": ["b" * 300], "info": {"title": "Refunds"}})
    [place] = found(text, DocumentAnchor("/info"))
    assert place is not None
    assert place.excerpt == '"info": {"title": "Refunds"}}'


def test_keys_that_cannot_be_kept_are_passed_over() -> None:
    text = json.dumps({"a\0b": {"title": "Refunds"}})
    anchor = begun("/info", json.dumps({"info": {"title": "Refunds"}}))
    assert later(anchor, text) is None


@pytest.mark.parametrize(
    ("line", "pointer"),
    [
        (1, "/openapi"),
        (2, "/info"),
        (5, GET),
        (8, f"{GET}/parameters/0"),
        (9, f"{GET}/parameters/1"),
        (11, f"{GET}/responses/200"),
    ],
)
def test_a_line_is_that_of_the_part_that_begins_there(line: int, pointer: str) -> None:
    [place] = found(TEXT, DocumentAnchor("", line=line))
    assert place is not None
    assert (place.pointer, place.line, place.fate) == (pointer, line, "same")
    assert later(DocumentAnchor(pointer), TEXT) == place


def test_a_line_where_nothing_begins_is_that_of_what_it_is_within() -> None:
    text = TEXT.replace("      operationId: get_refund\n", "      # Ids are ours.\n\n")
    [note, empty, far] = found(
        text, *(DocumentAnchor("", line=each) for each in (14, 15, 100))
    )
    assert note == empty
    assert note is not None
    assert note.pointer == "/paths/~1refunds~1{id}/get"
    assert far is None
    [one] = found(json.dumps({"openapi": "3.1.0"}), DocumentAnchor("", line=1))
    assert one is not None
    assert one.pointer == "/openapi"
