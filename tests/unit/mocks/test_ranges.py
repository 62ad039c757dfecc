"""Of the keys that match a media type, the most specific applies, in any order."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.unit.mocks.driving import Browser, browser

pytestmark = pytest.mark.asyncio
_KEYS: dict[str, Any] = {
    "*/*": {},
    "application/*": {"schema": {"type": "string"}},
    "application/json": {"schema": {"type": "integer"}},
}


@pytest.fixture(scope="module")
def ranges(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """Talk to a mock that has the same keys in every order."""
    paths: dict[str, Any] = {
        f"/{number}": {
            "get": {
                "responses": {
                    "200": {"description": "D", "content": {n: _KEYS[n] for n in names}}
                }
            }
        }
        for number, names in enumerate([*permutations(_KEYS), *permutations(_KEYS, 2)])
    }
    info = {"title": "R", "version": "1.0.0"}
    file: Path = tmp_path_factory.mktemp("ranges") / "ranges.json"
    file.write_text(json.dumps({"openapi": "3.1.0", "info": info, "paths": paths}))
    return browser(file)


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/a+json"])
async def test_the_most_specific_key_applies(ranges: Browser, accept: str) -> None:
    orders = [*permutations(_KEYS), *permutations(_KEYS, 2)]
    for number, names in enumerate(orders):
        got = await ranges.send("GET", f"/{number}", accept=accept)
        assert got.status == 200
        if got["content-type"] == "application/json":
            kind = int if "application/json" in names else (str, object)
            assert isinstance(got.json, kind), names
        if got["content-type"] == "application/a+json" and "application/*" in names:
            assert isinstance(got.json, str)


_PET = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}
_BROWSERS = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def pets(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """Talk to a mock of objects and lists, of any media type or in lines."""
    documents: dict[str, Any] = {
        "/any": {"*/*": {"schema": _PET}},
        "/application": {"application/*": {"schema": _PET}},
        "/lines": {
            "application/x-ndjson": {"schema": {"type": "array", "items": _PET}},
            "application/json-seq": {"schema": {"type": "array", "items": _PET}},
        },
        "/list": {"*/*": {"schema": {"type": "array", "items": _PET, "minItems": 1}}},
    }
    paths = {
        name: {"get": {"responses": {"200": {"description": "D", "content": content}}}}
        for name, content in documents.items()
    }
    info = {"title": "P", "version": "1.0.0"}
    file: Path = tmp_path_factory.mktemp("pets") / "pets.json"
    file.write_text(json.dumps({"openapi": "3.1.0", "info": info, "paths": paths}))
    return browser(file)


@pytest.mark.parametrize(
    "accept", [_BROWSERS, "application/xml", "application/yaml, application/*;q=0.1"]
)
@pytest.mark.parametrize("path", ["/any", "/application"])
async def test_objects_of_a_range_are_json(
    pets: Browser, path: str, accept: str
) -> None:
    got = await pets.send("GET", path, accept=accept)
    assert (got.status, got["content-type"]) == (200, "application/json")
    assert isinstance(got.json["n"], int)


@pytest.mark.parametrize("kind", ["x-ndjson", "json-seq"])
@pytest.mark.parametrize("path", ["/lines", "/list"])
async def test_items_are_framed_as_their_media_type_has_it(
    pets: Browser, path: str, kind: str
) -> None:
    got = await pets.send("GET", path, accept=f"application/{kind}")
    assert (got.status, got["content-type"]) == (200, f"application/{kind}")
    for line in got.body.splitlines():
        assert line.startswith(b"\x1e") == (kind == "json-seq")
        assert isinstance(json.loads(line.lstrip(b"\x1e"))["n"], int)
