"""What only says the same thing differently is no change."""

import json
from collections.abc import Callable

import pytest
import yaml

from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.text.documents import load
from tests.unit.engine.comparison.rewrites import REWRITES, Content, inlined, split
from tests.unit.engine.comparison.shop import CONTENT, document


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
