"""Tuples, and members without names, have types on both ways."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.support.instances import Instances, same, shown

CONTRACT = Path(__file__).parent / "contracts" / "structures.yaml"
SCHEMAS = yaml.safe_load(CONTRACT.read_bytes())["components"]["schemas"]
IMPLEMENTATION = """
from typing import Any

from pydantic import MISSING

from structures import Context, create_app, defaults, models
from structures.models import Unit
from structures.ports.things import ThingsPort
from structures.responses import things as responses

seen: list[Any] = []


class Things(ThingsPort):
    async def add_thing(
        self,
        context: Context,
        *,
        at: models.Point | None,
        size: models.AddThingSize,
        body: models.Thing,
    ) -> responses.AddThingResult:
        unit, number = size
        seen.extend([at, unit is Unit.MM, number + 1])
        extra: dict[str, list[Unit]] = body.__pydantic_extra__
        seen.append(extra)
        if body.inner is not MISSING:
            thing, [inner] = body.inner
            unit = inner
            seen.extend([thing.x, unit.name])
        if body.short is not MISSING and len(body.short) == 2:
            seen.append(body.short[1] + 1)
        if body.units is not MISSING:
            seen.extend(value.name for value in body.units.__pydantic_extra__.values())
        for point in [] if body.points is MISSING else body.points:
            label: str = point[0]
            seen.append(label)
        own = models.Thing(point=("a", 1), **{})
        assert own.point == ("a", 1)
        default: tuple[object, tuple[Unit]] = defaults.Thing.inner
        assert default[1] == (Unit.MM,)
        return responses.AddThing200(body=body, x_at=("b", 2))


app = create_app(things=Things())
"""
CLIENT = """
import json
from starlette.testclient import TestClient
from implementation import app, seen
from structures import models

client = TestClient(app)
thing = {
    "point": ["p", 1.0], "points": [["q", 2]], "inner": [{"x": 3}, ["in"]],
    "short": ["s", 4], "open": ["o", 5, True], "tree": ["t", ["u", None]],
    "node": {"next": [{}, 1], "other": {}}, "nothing": None,
    "units": {"fixed": "f", "x-1": "mm", "y-1": "in"}, "more": ["mm", "in"],
}
reply = client.post("/things?at=here,3", json=thing)
assert reply.status_code == 200, reply.text
assert reply.json() == thing, reply.text
assert reply.headers["x-at"] == "b,2"
print(repr(seen))
for wrong in ({"more": ["km"]}, {"point": ["p"]}, {"units": {"z": "mm"}}):
    assert client.post("/things", json=wrong).status_code == 422
built = models.Thing.model_validate({"point": ["p", 1], "more": ["mm"]})
print(repr([built.point, built.model_extra]))
for wrong in ({"more": ["km"]}, {"more": 1}, {"point": ["p", 1, 2]}, {"point": "pq"}):
    try:
        models.Thing.model_validate(wrong)
    except ValueError:
        continue
    raise AssertionError(wrong)
"""


def test_structures_go_both_ways(
    tmp_path: Path, compiled: Callable[[Path], Path], mypy: Callable[..., str]
) -> None:
    implementation = tmp_path / "implementation.py"
    implementation.write_text(IMPLEMENTATION, encoding="utf-8")
    (tmp_path / "structures").symlink_to(compiled(CONTRACT))
    assert mypy(implementation, tmp_path / "structures", cwd=tmp_path) == ""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CLIENT],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        (
            "[('here', 3), True, 2, {'more': [<Unit.MM: 'mm'>, <Unit.IN: 'in'>]}, "
            "3, 'IN', 5, 'MM', 'IN', 'q']"
        ),
        "[('p', 1), {'more': [<Unit.MM: 'mm'>]}]",
    ]


def test_structures_are_kept_exactly(
    compiled: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    package = compiled(CONTRACT)
    monkeypatch.syspath_prepend(str(package.parent))
    adapters = importlib.import_module("structures.validators").ADAPTERS
    random = Random(1)
    instances, valid = Instances(SCHEMAS, random), 0
    for name, schema in SCHEMAS.items():
        judge = Draft202012Validator(
            {"$ref": f"#/components/schemas/{name}", "components": {"schemas": SCHEMAS}}
        )
        for number in range(60):
            value = instances.value(schema)
            for _ in range(number % 3):
                value = instances.damaged(value)
            text = json.dumps(value)
            passes, back = shown(adapters[name], text)
            assert passes == judge.is_valid(value), (name, text, back)
            if passes:
                assert same(json.loads(back), value), (name, text, back)
                valid += 1
    assert valid > 100


def test_a_contract_of_nothing_but_tuples(
    tmp_path: Path, compiled: Callable[[Path], Path], mypy: Callable[..., str]
) -> None:
    contract = tmp_path / "tuples.json"
    point = {"type": "array", "prefixItems": [{"type": "number"}], "items": False}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}
    whole = {**document, "components": {"schemas": {"Point": point}}}
    contract.write_text(json.dumps(whole), encoding="utf-8")
    models = (compiled(contract) / "models.py").read_text(encoding="utf-8")
    assert "tuple[()] | tuple[int | float]" in models
