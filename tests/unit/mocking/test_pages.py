"""Pages, filters, order and search."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from impl.engine.mocking.state.messages import MockAnswer
from tests.unit.mocking.shop import (
    FLAG,
    NUMBER,
    TEXT,
    Shop,
    array,
    contract,
    crud,
    gives,
    ref,
    thing,
)

SIZE = {"type": "integer", "minimum": 1, "maximum": 5, "default": 4}
PETS = array(ref("Pet"))
NULLABLE = {"type": ["string", "null"]}


def shop(listed: Any, headers: dict[str, Any] | None = None, **query: Any) -> Shop:
    documents = crud(listed=listed, **query)
    documents[0]["/pets"]["get"]["responses"] = gives(listed, 200, **(headers or {}))
    pets = Shop(contract(*documents), seeded=False)
    for number in range(11):
        body = {"name": f"n{number}", "age": number, "tags": [f"t{number % 3}"]}
        pets.ask("post", "/pets", body=body)
    return pets


def by_page(answer: MockAnswer, pages: list[Any]) -> dict[str, Any] | None:
    return {"page": len(pages) + 1} if answer.body["pets"] else None


def by_offset(answer: MockAnswer, pages: list[Any]) -> dict[str, Any] | None:
    return {"offset": sum(map(len, pages))} if answer.body["pets"] else None


def by_token(answer: MockAnswer, pages: list[Any]) -> dict[str, Any] | None:
    token = answer.body["next_cursor"]
    return {"cursor": token} if token else None


def by_key(answer: MockAnswer, pages: list[Any]) -> dict[str, Any] | None:
    return {"after": str(pages[-1][-1]["id"])} if answer.body["has_more"] else None


def by_link(answer: MockAnswer, pages: list[Any]) -> dict[str, Any] | None:
    for piece in answer.headers["Link"].split(","):
        address, _, rel = piece.partition(";")
        if 'rel="next"' in rel:
            return dict(parse_qsl(urlsplit(address.strip(" <>")).query))
    return None


def by_next(answer: MockAnswer, pages: list[Any]) -> dict[str, Any] | None:
    address = answer.body["links"]["next"]
    return dict(parse_qsl(urlsplit(address).query)) if address else None


FAMILIES = {
    "page and size": (
        thing(pets=PETS, total=NUMBER),
        {},
        {"page": NUMBER, "limit": SIZE},
        by_page,
    ),
    "offset and size": (
        thing(pets=PETS, total=NUMBER),
        {},
        {"offset": NUMBER, "limit": SIZE},
        by_offset,
    ),
    "token": (
        thing("next_cursor", pets=PETS, next_cursor=NULLABLE),
        {},
        {"cursor": TEXT, "limit": SIZE},
        by_token,
    ),
    "key": (
        thing("has_more", pets=PETS, has_more=FLAG),
        {},
        {"after": TEXT, "limit": SIZE},
        by_key,
    ),
    "link header": (
        thing(pets=PETS),
        {"Link": TEXT},
        {"page": NUMBER, "per_page": SIZE},
        by_link,
    ),
    "link in the body": (
        thing(pets=PETS, links=thing("next", next=NULLABLE)),
        {},
        {"page": NUMBER, "per_page": SIZE},
        by_next,
    ),
    "link to an offset": (
        thing(pets=PETS, links=thing("next", next=NULLABLE)),
        {},
        {"offset": NUMBER, "limit": SIZE},
        by_next,
    ),
}


def pages(pets: Shop, onwards: Any, **given: Any) -> Iterator[list[Any]]:
    found: list[list[Any]] = []
    more: dict[str, Any] | None = {}
    while more is not None:
        answer = pets.ask("get", "/pets", **{**given, **more})
        found.append(answer.body["pets"])
        yield found[-1]
        more = onwards(answer, found)
        assert len(found) < 20, "pages never end"


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("size", [None, 1, 3, 5])
def test_pages_are_complete_and_disjoint(family: str, size: int | None) -> None:
    listed, headers, query, onwards = FAMILIES[family]
    pets = shop(listed, headers, **query)
    name = "limit" if "limit" in query else "per_page"
    found = list(pages(pets, onwards, **({name: size} if size else {})))
    names = [each["name"] for page in found for each in page]
    assert names == [f"n{number}" for number in range(11)]
    assert {len(page) for page in found[:2]} == {size or 4}


@pytest.mark.parametrize("family", ["token", "key"])
def test_cursors_survive_what_happens_between(family: str) -> None:
    listed, headers, query, onwards = FAMILIES[family]
    pets = shop(listed, headers, **query)
    seen: list[Any] = []
    for index, page in enumerate(pages(pets, onwards)):
        seen += page
        if index == 0:
            pets.ask("delete", "/pets/{pet_id}", page[0]["id"])
            pets.ask("post", "/pets", body={"name": "new"})
    names = [each["name"] for each in seen]
    assert names == [*(f"n{number}" for number in range(11)), "new"]


def test_a_token_outlives_the_item_that_it_is_behind() -> None:
    listed, headers, query, _ = FAMILIES["token"]
    pets = shop(listed, headers, **query)
    first = pets.ask("get", "/pets").body
    pets.ask("delete", "/pets/{pet_id}", first["pets"][-1]["id"])
    second = pets.ask("get", "/pets", cursor=first["next_cursor"]).body["pets"]
    assert second[0]["name"] == "n4"


NESTED = base64.urlsafe_b64encode(b"[" * 3000).decode()


@pytest.mark.parametrize(
    "cursor", ["²", "٣", "-1", "e30", NESTED], ids=lambda each: ascii(each)[:9]
)
def test_a_cursor_that_nobody_gave_out_harms_nobody(cursor: str) -> None:
    listed, headers, query, _ = FAMILIES["token"]
    answer = shop(listed, headers, **query).ask("get", "/pets", cursor=cursor)
    assert answer.status == 200


def test_the_newest_are_first_where_the_contract_says_so() -> None:
    _, headers, query, onwards = FAMILIES["token"]
    held = {**PETS, "description": "The newest first."}
    words = thing("next_cursor", pets=held, next_cursor=NULLABLE)
    pets = shop(words, headers, **query)
    names = [each["name"] for page in pages(pets, onwards) for each in page]
    assert names == [f"n{number}" for number in reversed(range(11))]
    first = pets.ask("get", "/pets").body
    pets.ask("delete", "/pets/{pet_id}", first["pets"][-1]["id"])
    second = pets.ask("get", "/pets", cursor=first["next_cursor"]).body["pets"]
    assert second[0]["name"] == "n6"


def test_pages_before_and_around_an_item() -> None:
    query = {"before": TEXT, "after": TEXT, "around": TEXT, "limit": SIZE}
    pets = shop(thing(pets=PETS), **query)
    keys = [each["id"] for each in pets.ask("get", "/pets", limit=5).body["pets"]]

    def names(**given: Any) -> list[str]:
        return [each["name"] for each in pets.ask("get", "/pets", **given).body["pets"]]

    assert names(before=str(keys[3]), limit=2) == ["n1", "n2"]
    assert names(before=str(keys[1]), limit=5) == ["n0"]
    assert names(around=str(keys[3]), limit=3) == ["n2", "n3", "n4"]
    assert names(after=str(keys[4]), limit=1) == ["n5"]


def test_fields_tell_of_the_page() -> None:
    page = thing(
        total=NUMBER,
        total_pages=NUMBER,
        page=NUMBER,
        per_page=NUMBER,
        has_more=FLAG,
        next_page=NUMBER,
        count=NUMBER,
        offset=NUMBER,
        items_returned=NUMBER,
    )
    listed = thing("meta", pets=PETS, meta=page)
    pets = shop(listed, {"X_Total_Count": TEXT}, page=NUMBER, per_page=SIZE)
    answer = pets.ask("get", "/pets", page=2, per_page=5)
    meta = answer.body["meta"]
    told = {
        "total": 11,
        "total_pages": 3,
        "page": 2,
        "per_page": 5,
        "has_more": True,
        "next_page": 3,
        "count": 11,
        "offset": 5,
        "items_returned": 5,
    }
    assert {name: meta.get(name, told[name]) for name in told} == told
    assert answer.headers["x-total-count"] == "11"
    last = pets.ask("get", "/pets", page=3, per_page=5).body["meta"]
    assert last.get("has_more", False) is False
    assert "next_page" not in last


def test_a_size_is_held_within_its_bounds() -> None:
    pets = shop(thing(pets=PETS), limit=SIZE)
    cases: list[tuple[dict[str, Any], int]] = [
        ({}, 4),
        ({"limit": 2}, 2),
        ({"limit": 500}, 5),
    ]
    for given, count in cases:
        assert len(pets.ask("get", "/pets", **given).body["pets"]) == count


def test_an_empty_page_that_is_not_allowed_says_so() -> None:
    listed = thing("pets", pets={**PETS, "minItems": 1})
    pets = shop(listed, name=TEXT)
    answer = pets.ask("get", "/pets", name="nobody")
    assert len(answer.body["pets"]) == 1
    assert "the contract asks for 1 items, not 0" in answer.notes


@pytest.mark.parametrize(
    ("given", "numbers"),
    [
        ({"name": "n3"}, [3]),
        ({"age": 3}, [3]),
        ({"names": ["n1", "n2"]}, [1, 2]),
        ({"age__in": "1,2"}, [1, 2]),
        ({"age__gt": 8}, [9, 10]),
        ({"age_min": 9}, [9, 10]),
        ({"max_age": 1}, [0, 1]),
        ({"age": 3, "name": "n4"}, []),
        ({"tag": "t1"}, [1, 4, 7, 10]),
        ({"tags": ["t1", "t2"]}, [1, 2, 4, 5, 7, 8, 10]),
        ({"created_before": "2025-01-01T09:00:02Z"}, [0, 1]),
        ({"created_after": "2025-01-01T09:00:08Z"}, [9, 10]),
        ({"age_range": {"gte": 3, "lt": 5}}, [3, 4]),
        ({"filter": {"name": "n6"}}, [6]),
        ({"q": "N10"}, [10]),
        ({"whatever": "x"}, [*range(11)]),
    ],
)
def test_filters_choose(given: dict[str, Any], numbers: list[int]) -> None:
    operators = thing(gte=NUMBER, lt=NUMBER)
    document = contract(
        *crud(
            name=TEXT,
            names=array(TEXT),
            age__in=TEXT,
            age__gt=NUMBER,
            age_min=NUMBER,
            max_age=NUMBER,
            tag=TEXT,
            tags=array(TEXT),
            created_before=TEXT,
            created_after=TEXT,
            age=NUMBER if "age" in given else operators,
            filter=thing(name=TEXT),
            q=TEXT,
            whatever=TEXT,
        )
    )
    document["components"]["schemas"]["Pet"]["required"].append("created_at")
    given = {"age" if name == "age_range" else name: v for name, v in given.items()}
    pets = Shop(document, seeded=False)
    for number in range(11):
        body = {"name": f"n{number}", "age": number, "tags": [f"t{number % 3}"]}
        pets.ask("post", "/pets", body=body)
    found = [each["age"] for each in pets.ask("get", "/pets", **given).body]
    assert found == numbers
    report = {each.path: each for each in pets.model.report() if each.method == "GET"}
    assert report["/pets"].ignored == ("whatever",)


@pytest.mark.parametrize(
    ("given", "numbers"),
    [
        ({"sort": "-age"}, [2, 1, 0]),
        ({"sort": "age"}, [0, 1, 2]),
        ({"sort": "age:desc"}, [2, 1, 0]),
        ({"sort": "age_desc"}, [2, 1, 0]),
        ({"sort": "kind,-age"}, [2, 0, 1]),
        ({"sort": "kind", "order": "desc"}, [1, 0, 2]),
        ({"sort": "nothing"}, [0, 2, 1]),
    ],
)
def test_lists_are_ordered(given: dict[str, Any], numbers: list[int]) -> None:
    pets = Shop(contract(*crud(sort=TEXT, order=TEXT)), seeded=False)
    for age, kind in ((0, "cat"), (2, "cat"), (1, "dog")):
        pets.ask("post", "/pets", body={"name": "x", "age": age, "kind": kind})
    assert [each["age"] for each in pets.ask("get", "/pets", **given).body] == numbers
