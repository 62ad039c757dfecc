"""What only says the same thing differently is no change, on any public contract."""

import copy
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.profiles import PROFILES
from impl.engine.files.document_sets import load_all
from impl.engine.text.documents import Document, load
from tests.unit.engine.comparison.rewrites import REWRITES, Content, inlined, split
from tests.unit.engine.comparison.shop import CONTENT, document

SHARED = Path(__file__).parents[5] / "shared"
INDEX = SHARED / "bench" / "corpus.json"
CORPUS = json.loads(INDEX.read_bytes())["contracts"] if INDEX.is_file() else []
# Those above this size, in bytes, have one rewrite only, so that the suite stays fast.
LARGE = 100_000


def read(entry: dict[str, str]) -> Document:
    """Read a public contract, bundled if it is of several files."""
    folder = SHARED / "contracts" / entry["id"]
    found = load_all(entry["path"], lambda name: (folder / name).read_bytes())
    return plain(found.content, found.version)


def plain(content: Content, version: str) -> Document:
    return Document(content, version, "json", "", "{}")


@pytest.mark.skipif(not CORPUS, reason="the public contracts are not at hand")
@pytest.mark.parametrize("entry", CORPUS, ids=lambda entry: entry["id"])
def test_public_contracts(entry: dict[str, str]) -> None:
    base = read(entry)
    assert compare(base, plain(copy.deepcopy(base.content), base.version)).facts == ()
    is_large = int(entry["bytes"]) > LARGE
    chosen = {"reordered": REWRITES["reordered"]} if is_large else REWRITES
    for name, rewrite in chosen.items():
        revision = plain(rewrite(base.content), base.version)
        found = compare(base, revision, PROFILES["strict-reader"])
        assert found.facts == (), name
        assert found.verdict == "compatible"
        assert found.semver == "patch"


@pytest.mark.parametrize("rewrite", REWRITES.values(), ids=REWRITES)
def test_rewrites_of_rewrites(rewrite: Callable[[Content], Content]) -> None:
    base = document(CONTENT)
    for other in REWRITES.values():
        assert compare(base, document(other(rewrite(CONTENT)))).facts == ()


def test_yaml_and_json_say_the_same() -> None:
    written = yaml.safe_dump(CONTENT, sort_keys=False).encode()
    found = compare(load(written), document(CONTENT))
    assert found.base == found.revision
    assert found.facts == ()


def test_flattening_all_of() -> None:
    base = document(split(CONTENT))
    assert base.content != CONTENT
    assert compare(base, document(CONTENT)).facts == ()


def test_inlining_changes_the_text() -> None:
    assert inlined(CONTENT) != CONTENT


def test_openapi_3_0_and_3_1_can_say_the_same() -> None:
    old = {
        "openapi": "3.0.3",
        "info": {"title": "", "version": ""},
        "paths": {
            "/a": {
                "get": {
                    "responses": {
                        "200": {
                            "description": "",
                            "content": {
                                "application/json": {
                                    "schema": {
                                        "type": "object",
                                        "properties": {
                                            "n": {
                                                "type": "integer",
                                                "minimum": 0,
                                                "exclusiveMinimum": True,
                                                "nullable": True,
                                            }
                                        },
                                    }
                                }
                            },
                        }
                    }
                }
            }
        },
    }
    new = json.loads(
        json.dumps(old)
        .replace('"minimum": 0, "exclusiveMinimum": true', '"exclusiveMinimum": 0')
        .replace('"type": "integer"', '"type": ["integer", "null"]')
        .replace(', "nullable": true', "")
        .replace("3.0.3", "3.1.0")
    )
    assert compare(document(old), document(new)).facts == ()
