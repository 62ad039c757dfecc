"""Component enums are Python enums: on both ways, in columns, and as tags of unions."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

CONTRACT = Path(__file__).parent / "contracts" / "enums.yaml"
IMPLEMENTATION = """
from typing import Any

from pydantic import MISSING
from sqlmodel import Field, SQLModel

from enums import Context, create_app, defaults, models
from enums.models import Kind, Level, Mode, Status
from enums.ports.pets import PetsPort
from enums.responses import pets as responses

seen: list[Any] = []


class Row(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    status: Status
    level: Level = defaults.Pet.level


def told(pet: models.Cat | models.Dog) -> int | bool:
    if pet.kind == Kind.CAT:
        return pet.lives
    return pet.bark


def size(part: models.Row | models.Cell) -> int:
    match part.tag:
        case Level.Low:
            return part.size
        case Level.HIGH:
            return len(part.text)


def written(mode: Mode) -> str:
    match mode:
        case Mode.FAST:
            return "f"
        case Mode.SLOW:
            return "s"


class Pets(PetsPort):
    async def add_pet(
        self,
        context: Context,
        *,
        level: Level,
        sort: models.Sort,
        many: list[Level] | None,
        x_mode: Mode | None,
        color: models.Color | None,
        body: models.Pet | Status,
    ) -> responses.AddPetResult:
        seen.extend([level, sort, many, x_mode, color])
        if isinstance(body, Status):
            seen.append(body)
            return responses.AddPet201(body=Status.SOLD_OUT)
        members = [getattr(body, name) for name in sorted(body.model_fields_set)]
        seen.extend(members)
        if body.pet is not MISSING:
            told(body.pet)
        own: Level = defaults.Pet.level if body.level is MISSING else body.level
        row = Row(status=body.status, level=own)
        pet = body.model_copy(update={"status": row.status, "level": row.level})
        return responses.AddPet200(body=pet, x_level=own, x_status=Status.AVAILABLE)


app = create_app(pets=Pets())
"""
CLIENT = """
import json
from sqlalchemy import Enum
from starlette.testclient import TestClient
from enums import defaults, models
from implementation import Row, app, seen

client = TestClient(app, cookies={"color": "g"})
kinds = [column.type for column in Row.__table__.columns][1:]
assert all(isinstance(kind, Enum) for kind in kinds)
assert kinds[0].enum_class is models.Status, kinds
pet = {
    "status": "available", "levels": [1.0, -3], "mode": None, "color": "r",
    "by_name": {"a": "sold-out"}, "pet": {"kind": "wolf", "bark": True},
    "part": {"tag": 1, "size": 3}, "odd": True,
}
PLAIN = {"Content-Type": "text/plain"}


def show(reply):
    fields = [reply.headers.get("x-level"), reply.headers.get("x-status")]
    print(json.dumps([reply.status_code, reply.text, fields, list(map(repr, seen))]))
    seen.clear()


show(client.post("/pets/-3?many=1&many=2", json=pet, headers={"X-Mode": "slow"}))
show(client.post("/pets/2?sort=ASC", data={"status": "sold-out", "level": "1"}))
show(client.post("/pets/1?sort=asc", content="available", headers=PLAIN))
for either in (True, 1, "desc"):
    show(client.post("/pets/1", json={"status": "available", "either": either}))
for path, status in (("/pets/3", "available"), ("/pets/1", "AVAILABLE")):
    print(client.post(path, json={"status": status}).status_code)
built = models.Pet(status="sold-out", levels=["2"])
print(json.dumps([repr(built.levels), built.model_dump_json()]))
member = [getattr(defaults.Pet, name) for name in ("level", "levels", "color")]
print(repr([*member, dict(defaults.Pet.by_name)]))
print(models.Level.Low.__doc__ is None, [each.name for each in models.Level])
"""
NO_PARAMETERS = ["<Sort.DESC: 'desc'>", "None", "None", "<Color.GREEN: 'g'>"]


def test_enums_go_both_ways(
    tmp_path: Path, compiled: Callable[[Path], Path], mypy: Callable[..., str]
) -> None:
    implementation = tmp_path / "implementation.py"
    implementation.write_text(IMPLEMENTATION, encoding="utf-8")
    (tmp_path / "enums").symlink_to(compiled(CONTRACT))
    assert mypy(implementation, cwd=tmp_path) == ""

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CLIENT],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, form, text, *rest = done.stdout.splitlines()
    status, body, fields, seen = json.loads(first)
    assert (status, fields) == (200, ["2", "available"])
    assert json.loads(body) == {
        "status": "available",
        "level": 2,
        "levels": [1, -3],
        "mode": None,
        "color": "r",
        "by_name": {"a": "sold-out"},
        "pet": {"kind": "wolf", "bark": True},
        "part": {"tag": 1, "size": 3},
        "odd": True,
    }
    assert seen == [
        "<Level.NONE_AT_ALL: -3>",
        "<Sort.DESC: 'desc'>",
        "[<Level.Low: 1>, <Level.HIGH: 2>]",
        "<Mode.SLOW: 'slow'>",
        "<Color.GREEN: 'g'>",
        "{'a': <Status.SOLD_OUT: 'sold-out'>}",
        "<Color.BRIGHT_RED: 'r'>",
        "[<Level.Low: 1>, <Level.NONE_AT_ALL: -3>]",
        "None",
        "True",
        "Row(tag=<Level.Low: 1>, size=3)",
        "Dog(kind=<Kind.WOLF: 'wolf'>, bark=True)",
        "<Status.AVAILABLE: 'available'>",
    ]
    level = ["<Level.Low: 1>", "<Status.SOLD_OUT: 'sold-out'>"]
    assert json.loads(form) == [
        200,
        '{"status":"sold-out","level":1}',
        ["1", "available"],
        ["<Level.HIGH: 2>", "<Sort.ASC: 'ASC'>", *NO_PARAMETERS[1:], *level],
    ]
    assert json.loads(text) == [
        201,
        "sold-out",
        [None, None],
        [
            *("<Level.Low: 1>", "<Sort.asc: 'asc'>", *NO_PARAMETERS[1:]),
            "<Status.AVAILABLE: 'available'>",
        ],
    ]
    either = ["True", "<Level.Low: 1>", "<Sort.DESC: 'desc'>"]
    sent = ["true", "1", '"desc"']
    for line, shown, value in zip(rest[:3], either, sent, strict=True):
        assert json.loads(line)[1:] == [
            f'{{"status":"available","level":2,"either":{value}}}',
            ["2", "available"],
            [
                "<Level.Low: 1>",
                *NO_PARAMETERS,
                shown,
                "<Status.AVAILABLE: 'available'>",
            ],
        ]
    assert rest[3:5] == ["422", "422"]
    assert json.loads(rest[5]) == [
        "[<Level.HIGH: 2>]",
        '{"status":"sold-out","levels":[2]}',
    ]
    assert rest[6] == (
        "[<Level.HIGH: 2>, (<Level.Low: 1>, <Level.HIGH: 2>), "
        "<Color.BRIGHT_RED: 'r'>, {'a': <Status.AVAILABLE: 'available'>}]"
    )
    assert rest[7].endswith("['Low', 'HIGH', 'NONE_AT_ALL']")


@pytest.mark.parametrize(
    "wrong",
    [
        'models.Pet(status="available")',
        "models.Pet(status=models.Sort.ASC)",
        "models.Row(tag=models.Level.HIGH, size=1)",
    ],
)
def test_mypy_wants_the_member(
    tmp_path: Path,
    compiled: Callable[[Path], Path],
    mypy: Callable[..., str],
    wrong: str,
) -> None:
    (tmp_path / "enums").symlink_to(compiled(CONTRACT))
    program = tmp_path / "program.py"
    program.write_text(f"from enums import models\n\n{wrong}\n", encoding="utf-8")
    assert "incompatible type" in mypy(program, cwd=tmp_path)
