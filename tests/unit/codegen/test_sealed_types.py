"""The type checker refuses answers that the contract does not declare."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

CONTRACT = Path(__file__).parent / "contracts" / "sealed.yaml"
PORT = """\
from sealed import Context, models
from sealed.ports.things import ThingsPort
from sealed.responses import things as responses


class Things:
    async def get_thing(
        self, context: Context, *, thing_id: str
    ) -> responses.GetThingResult:
        return {answer}

    async def list_things(self, context: Context) -> responses.ListThingsResult:
        return responses.ListThings200(body=[])


port: ThingsPort = Things()
"""


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ('responses.GetThing200(body=models.Thing(id="a"), etag="1")', ""),
        ('responses.GetThing404(body="gone")', ""),
        ('responses.GetThing418(body="tea")', "GetThing418"),
        ("responses.ListThings200(body=[])", "Incompatible return value"),
        ('responses.GetThing200(body=models.Thing(id="a"))', '"etag"'),
        ('responses.GetThing200(body="a", etag="1")', '"body"'),
        ('responses.GetThing200(body=models.Thing(id=1), etag="1")', '"id"'),
        ('{"id": "a"}', "Incompatible return value"),
    ],
    ids=[
        *("right", "other declared status", "undeclared status", "foreign response"),
        *("missing header", "wrong body", "wrong field", "bare value"),
    ],
)
def test_mypy_refuses_undeclared_answers(
    tmp_path: Path,
    compiled: Callable[[Path], Path],
    mypy: Callable[..., str],
    answer: str,
    complaint: str,
) -> None:
    (tmp_path / "sealed").symlink_to(compiled(CONTRACT))
    program = tmp_path / "things.py"
    program.write_text(PORT.format(answer=answer), encoding="utf-8")
    said = mypy(program, cwd=tmp_path)
    if complaint:
        assert complaint in said
        assert "things.py:10:" in said
    else:
        assert said == ""
