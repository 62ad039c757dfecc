"""Views take every value that the exact schema takes, and give it back unchanged."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.support.instances import Instances, same, shown
from tests.support.schemas import Schemas

_SCHEMAS = 150
_TEXTS = 60


def compile_schemas(
    schemas: dict[str, Any],
    folder: Path,
    compiled: Callable[[Path], Path],
    monkeypatch: pytest.MonkeyPatch,
    **document: Any,
) -> Mapping[str, Any]:
    """Compile a contract of nothing but schemas; return its adapters by name."""
    contract = folder / f"{folder.name.strip('_')}.json"
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "Schemas", "version": "1"},
        "paths": {},
        **document,
        "components": {"schemas": schemas},
    }
    contract.write_text(json.dumps(whole), encoding="utf-8")
    package = compiled(contract)
    monkeypatch.syspath_prepend(str(package.parent))
    module = importlib.import_module(f"{package.name}.validators")
    adapters: Mapping[str, Any] = module.ADAPTERS
    return adapters


@pytest.mark.parametrize("seed", [1, 2])
def test_random_schemas_are_kept_exactly(
    tmp_path: Path,
    compiled: Callable[[Path], Path],
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
) -> None:
    random = Random(seed)
    schemas = Schemas(random, _SCHEMAS).components()
    adapters = compile_schemas(schemas, tmp_path, compiled, monkeypatch)
    instances = Instances(schemas, random)
    valid = 0
    for name, schema in schemas.items():
        root = {
            "$ref": f"#/components/schemas/{name}",
            "components": {"schemas": schemas},
        }
        judge = Draft202012Validator(root)
        for number in range(_TEXTS):
            value = instances.value(schema)
            for _ in range(number % 3):
                value = instances.damaged(value)
            text = json.dumps(value)
            passes, back = shown(adapters[name], text)
            assert passes == judge.is_valid(value), (name, schema, text, back)
            if passes:
                assert same(json.loads(back), value), (name, schema, text, back)
                valid += 1
    assert valid > _SCHEMAS * _TEXTS // 10
