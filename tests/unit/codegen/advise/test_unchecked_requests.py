"""What is not checked of a request is told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.advise.unchecked_requests import unchecked_requests
from scripts.codegen.compiler import lower
from tests.unit.codegen.lower.bodies import STRING, THING, body, source_of


def test_an_encoding_without_effect_is_named(tmp_path: Path) -> None:
    def said(media_type: str, version: str, encoding: Any) -> list[str]:
        schema = {"type": "object", "properties": {"a": STRING}}
        sent = body(media_type, schema, encoding=encoding)
        source = source_of(tmp_path, sent, version)
        found = unchecked_requests(lower(source), source)
        return [f"{fault.code} {fault.pointer.rpartition('/')[2]}" for fault in found]

    styled, form_data = {"a": {"style": "form"}}, "multipart/form-data"
    assert said("application/json", "3.1.0", styled) == ["CG503 encoding"]
    assert said(form_data, "3.1.0", {"b": {}}) == ["CG503 b"]
    assert said(form_data, "3.0.3", styled) == ["CG503 style"]
    assert said(form_data, "3.1.0", styled) == []
    assert said("application/x-www-form-urlencoded", "3.0.3", styled) == []


@pytest.mark.parametrize(
    ("parameter", "codes"),
    [
        ({"style": "deepObject", "schema": THING}, []),
        (
            {
                "style": "deepObject",
                "schema": {"type": "object", "properties": {"in": THING}},
            },
            ["CG504"],
        ),
        (
            {
                "style": "deepObject",
                "schema": {
                    "type": "object",
                    "additionalProperties": {"type": "array", "items": STRING},
                },
            },
            ["CG504"],
        ),
        (
            {"style": "deepObject", "schema": {"type": "array", "items": STRING}},
            ["CG504"],
        ),
        ({"content": {"application/json": {"schema": THING}}}, []),
        ({"content": {"text/plain": {"schema": STRING}}}, []),
        ({"content": {"application/xml": {"schema": THING}}}, ["CG505"]),
    ],
)
def test_parameters_that_openapi_leaves_open(
    tmp_path: Path, parameter: Any, codes: list[str]
) -> None:
    whole = {"name": "p", "in": "query", **parameter}
    source = source_of(tmp_path, {"parameters": [whole, whole | {"name": "q"}]})
    found = list(unchecked_requests(lower(source), source))
    assert [fault.code for fault in found] == codes * 2
    assert all(fault.line > 1 and fault.mend for fault in found)


def test_the_table_of_codes_is_whole() -> None:
    from scripts.codegen.advise import unchecked_requests as module
    from scripts.codegen.load.diagnostics import CATALOGUE

    text = Path(module.__file__).read_text(encoding="utf-8")
    used = set(re.findall(r'"(CG\d+)"', text))
    assert used == {code for code in CATALOGUE if code.startswith("CG5")}
