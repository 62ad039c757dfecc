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
