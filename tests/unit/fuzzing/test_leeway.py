"""Where a service may judge a request otherwise than who made it."""

import json
from typing import Any

import pytest

from scripts.fuzzing.contract import compiled
from scripts.fuzzing.leeway import Leeway, is_empty_element

PRICED = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "paths": {
        "/prices/{id}": {
            "get": {
                "parameters": [
                    {
                        "name": "id",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string", "format": "uuid"},
                    }
                ],
                "responses": {"204": {"description": "There."}},
            }
        },
        "/prices": {
            "get": {
                "parameters": [
                    {
                        "name": "of",
                        "in": "query",
                        "explode": False,
                        "schema": {
                            "type": "array",
                            "items": {"type": "string", "format": "uuid"},
                        },
                    }
                ],
                "responses": {"204": {"description": "There."}},
            },
            "post": {
                "parameters": [
                    {
                        "name": "X-Tier",
                        "in": "header",
                        "schema": {"type": "string", "pattern": "^[a-z]+$"},
                    }
                ],
                "requestBody": {
                    "content": {
                        "application/x-www-form-urlencoded": {
                            "schema": {
                                "type": "object",
                                "required": ["tags"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "tags": {
                                        "type": "array",
                                        "items": {"type": "string"},
                                    },
                                },
                            }
                        },
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "price": {"type": "number", "format": "float"},
                                    "mass": {"type": "number"},
                                },
                            }
                        },
                    }
                },
                "responses": {"204": {"description": "Noted."}},
            },
        },
    },
}


@pytest.fixture(scope="module")
def leeway(tmp_path_factory: pytest.TempPathFactory) -> Leeway:
    file = tmp_path_factory.mktemp("contract") / "openapi.json"
    file.write_text(json.dumps(PRICED))
    return Leeway(compiled(file))


@pytest.mark.parametrize(
    ("body", "is_open"),
    [
        ({"name": "a", "price": 1e300}, True),
        ({"name": "a", "price": -(10**400)}, True),
        ({"name": "a", "price": 1.5}, False),
        ({"name": "a", "mass": 1e300}, False),
        ({"price": 1.5}, True),
    ],
)
def test_what_exact_validators_forbid_may_be_refused(
    leeway: Leeway, body: Any, is_open: bool
) -> None:
    kind = "application/json"
    assert leeway.forbids_body("POST /prices", kind, body) == is_open
    assert not leeway.forbids_body("POST /prices", "text/plain", body)
    assert not leeway.forbids_body("GET /prices", kind, body)


@pytest.mark.parametrize(
    ("form", "is_taken"),
    [(b"name=null&tags=a", True), (b"name=a", False), (b"tags=%FF", False)],
)
def test_a_form_is_what_it_says(leeway: Leeway, form: bytes, is_taken: bool) -> None:
    fields = {"Content-Type": "application/x-www-form-urlencoded"}
    assert leeway.takes_form("POST /prices", fields, form) is is_taken
    other = {"Content-Type": "application/json"}
    assert leeway.takes_form("POST /prices", other, form) is None


def test_a_value_of_a_link_may_be_forbidden(leeway: Leeway) -> None:
    assert leeway.forbids_path("GET /prices/{id}", {"id": "silver anchor"})
    known = "8f6f1a4e-8c2f-4a55-9a3c-0d9b8e0a7c11"
    assert not leeway.forbids_path("GET /prices/{id}", {"id": known})
    assert leeway.forbids_query("GET /prices", "of=silver+anchor")
    assert leeway.forbids_query("GET /prices", f"of={known},%C3%A4")
    assert not leeway.forbids_query("GET /prices", f"of={known},{known}")


def test_a_key_that_comes_again_with_something_else_is_told(leeway: Leeway) -> None:
    key = {"idempotency-KEY": "k"}
    for _ in range(2):
        leeway.note_key("POST /prices", key, b"1")
    assert not leeway.is_key_reused("POST /prices", key, b"1")
    leeway.note_key("POST /prices", key, b"2")
    assert leeway.is_key_reused("POST /prices", key, b"1")
    assert leeway.is_key_reused("POST /prices", key, b"2")
    assert not leeway.is_key_reused("POST /prices", {}, b"2")


def test_a_header_field_may_be_forbidden(leeway: Leeway) -> None:
    assert leeway.forbids_header("POST /prices", {"X-Tier": "0"})
    assert not leeway.forbids_header("POST /prices", {"X-Tier": "gold"})
    assert not leeway.forbids_header("GET /prices/{id}", {"X-Tier": "0"})


@pytest.mark.parametrize(
    ("member", "kind", "body", "is_unsaid"),
    [
        ("tags", "application/xml", b"<pet><tags></tags></pet>", True),
        ("tags", "application/xml", b"<pet><tags/></pet>", True),
        ("tags", "application/xml", b"<pet><tags>a</tags></pet>", False),
        ("name", "application/xml", b"<pet><tags/></pet>", False),
        ("tags", "application/json", b"<pet><tags/></pet>", False),
    ],
)
def test_an_empty_element_says_nothing(
    member: str, kind: str, body: bytes, is_unsaid: bool
) -> None:
    component = f"Invalid component: in body - {member}: Incorrect type"
    assert is_empty_element(component, kind, body) == is_unsaid
