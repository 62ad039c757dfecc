"""Edits of parameters and of headers."""

from random import Random
from typing import Any

from tests.unit.engine.comparison.adversary.editing import (
    ALL,
    WORDS,
    Edit,
    at,
    on,
    put,
    silent,
    turn,
)
from tests.unit.engine.comparison.adversary.edits_of_operations import (
    GET,
    LISTED,
    all_over,
)


def _is_plain(place: str) -> Any:
    return lambda held: held.get("in") == place and "schema" in held


def _rename(_: Random, held: dict[str, Any]) -> bool:
    if held["in"] == "path":
        return False
    held["name"] += "2"
    return True


def _move(random: Random, held: dict[str, Any]) -> bool:
    if held["in"] in {"path", "querystring"}:
        return False
    held.pop("style", None)
    held["in"] = random.choice(
        [each for each in ("query", "header", "cookie") if each != held["in"]]
    )
    return True


def _style(random: Random, held: dict[str, Any]) -> bool:
    styles = {
        "path": ("simple", "label", "matrix"),
        "query": ("form", "spaceDelimited", "pipeDelimited"),
    }.get(held["in"], ())
    if not styles or "schema" not in held:
        return False
    return put("style", *styles)(random, held)


def _to_content(_: Random, held: dict[str, Any]) -> bool:
    if "schema" not in held or held["in"] == "path":
        return False
    for name in ("style", "explode", "example", "allowReserved", "allowEmptyValue"):
        held.pop(name, None)
    held["content"] = {"application/json": {"schema": held.pop("schema")}}
    return True


def _to_document(_: Random, held: dict[str, Any]) -> bool:
    if "schema" not in held:
        return False
    for name in ("style", "explode"):
        held.pop(name, None)
    held["content"] = {"application/json": {"schema": held.pop("schema")}}
    return True


EDITS = [
    Edit("Parameter", "name", "", on("parameter", _rename)),
    Edit("Parameter", "in", "", on("parameter", _move)),
    Edit(
        "Parameter",
        "required",
        "",
        on("parameter", turn("required"), lambda p: p.get("in") != "path"),
    ),
    Edit("Parameter", "style", "", on("parameter", _style)),
    Edit(
        "Parameter",
        "explode",
        "",
        on("parameter", turn("explode"), lambda p: "schema" in p),
    ),
    Edit(
        "Parameter",
        "allowEmptyValue",
        "",
        on("parameter", turn("allowEmptyValue"), _is_plain("query")),
    ),
    Edit(
        "Parameter",
        "allowReserved",
        "",
        at(*GET, "parameters", 5)(turn("allowReserved")),
        **LISTED,
    ),
    Edit("Parameter", "schema", "", all_over("schema", "parameter")),
    Edit("Parameter", "content", "in place of schema", on("parameter", _to_content)),
    Edit(
        "Parameter",
        "content",
        "of another media type",
        at(*GET, "parameters", 6)(
            put("content", {"application/xml": {"schema": {"type": "object"}}})
        ),
        **LISTED,
    ),
    Edit("Parameter", "deprecated", "", on("parameter", turn("deprecated")), **LISTED),
    *silent(
        "Parameter",
        "parameter",
        WORDS,
        {
            "description": "Other.",
            "example": "zz",
        },
        fits=lambda p: "examples" not in p,
    ),
    Edit(
        "Parameter",
        "examples",
        "",
        at(*GET, "parameters", 9)(put("examples", {"x": {"value": "z"}})),
        "silent",
        why=WORDS,
    ),
    Edit("Header", "required", "", on("header", turn("required"))),
    Edit("Header", "schema", "", all_over("schema", "header")),
    Edit("Header", "explode", "", on("header", turn("explode"))),
    Edit(
        "Header",
        "style",
        "as it is by default",
        on("header", put("style", "simple")),
        "silent",
        why="there is no other for headers",
    ),
    Edit(
        "Header",
        "content",
        "in place of schema",
        on(
            "header",
            _to_document,
        ),
    ),
    Edit("Header", "deprecated", "", on("header", turn("deprecated")), **LISTED),
    *silent("Header", "header", WORDS, {"description": "Other.", "example": 3}),
    Edit(
        "Header",
        "examples",
        "",
        on("header", put("examples", {"x": {"value": 3}})),
        "silent",
        why=WORDS,
    ),
    *[
        Edit(
            "Header",
            field,
            "",
            on("header", turn(field)),
            "silent",
            why="not for headers (3.0.4, 4.7.21)",
            versions=ALL[:1],
        )
        for field in ("allowEmptyValue", "allowReserved")
    ],
]
