"""Compilers side by side: what is measured and how it is shown."""

import asyncio
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impl.engine.check.contract import check
from impl.engine.text.documents import load
from scripts._bootstrap import ROOT
from scripts.benchmarks.compiling import BenchmarkError, contracts, synthetic
from scripts.benchmarks.generators import Generator, conditions
from scripts.benchmarks.probe import boot, cost
from scripts.benchmarks.ratios import (
    SUBJECT,
    Cells,
    RoundSample,
    middle,
    ratio,
    render_contracts,
    render_dispatch,
    summary,
)

THINGS = """
async def app(scope, receive, send):
    body = b'{"id": "a", "name": "thing"}'
    await send({"type": "http.response.start", "status": STATUS, "headers": []})
    await send({"type": "http.response.body", "body": body})
"""


def walls(*values: float) -> list[RoundSample]:
    return [RoundSample(value, value) for value in values]


def wall(sample: RoundSample) -> float:
    return sample.wall


def test_the_fastest_peer_counts() -> None:
    cells = {SUBJECT: walls(3, 1, 2), "slow": walls(8), "fast": walls(4, 4)}
    assert ratio(cells, wall) == 0.5


@pytest.mark.parametrize(
    "cells",
    [
        {SUBJECT: walls(1), "peer": "refused: why"},
        {SUBJECT: "refused: why", "peer": walls(1)},
        {SUBJECT: walls(1), "peer": [RoundSample(0, 0, fault="does not run: why")]},
        {},
    ],
)
def test_without_both_sides_there_is_no_ratio(cells: Cells) -> None:
    assert ratio(cells, wall) is None


@given(st.lists(st.floats(0.001, 1e6), min_size=1))
def test_the_middle_lies_between(values: list[float]) -> None:
    found = middle(walls(*values), wall)
    assert found is not None
    assert min(values) <= found <= max(values)


def test_the_tables_say_who_refused_and_why() -> None:
    broken = [RoundSample(1, 1, fault="does not run: NameError")]
    text = render_contracts(
        {"pets": {SUBJECT: walls(2), "one": "refused: a fault", "two": broken}}
    )
    first = text.splitlines()[1]
    assert first.split() == ["pets", "2.00", "refused", "1.00", "2.00x"]
    assert "pets: one: refused: a fault" in text
    assert "pets: two: does not run: NameError" in text


def test_the_summary_is_of_compiling() -> None:
    cells: Cells = {SUBJECT: walls(2, 4, 3), "peer": "refused: why"}
    assert summary(cells) == f"{SUBJECT} 3.00, peer refused"


def test_dispatch_has_a_row_for_each_size() -> None:
    costs = {
        SUBJECT: [RoundSample(0, 0, cost=50)],
        "peer": [RoundSample(0, 0, cost=500)],
    }
    lines = render_dispatch({10: costs, 1000: costs}).splitlines()
    own, peer = ["50.0", "(20,000)"], ["500.0", "(2,000)"]
    assert lines[1].split() == ["10", "operations", *own, *peer, "0.10x"]
    assert lines[2].startswith("1000 operations")


def test_a_synthetic_contract_is_valid() -> None:
    document = load(synthetic(12).encode())
    assert check(document) == []
    assert len(json.loads(synthetic(12))["paths"]) == 12


def test_the_index_of_a_folder_names_its_contracts(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="--contract"):
        contracts(tmp_path)
    row = "| pets | origin | `api/pets.yaml` | 3.0 | 4 |\n"
    (tmp_path / "README.md").write_text(f"| id | of |\n|---|---|\n{row}")
    assert contracts(tmp_path) == {"pets": tmp_path / "pets" / "api" / "pets.yaml"}


def test_commands_are_filled_in(tmp_path: Path) -> None:
    generator = Generator("any", (("make", "{contract}", "{output}/x"),), boot="")
    assert generator.commands(Path("a.yaml"), tmp_path) == [
        ["make", "a.yaml", f"{tmp_path}/x"]
    ]


def test_the_table_says_what_each_was_told() -> None:
    own = Generator(SUBJECT, (("python", "make", "--to", "{output}/x"),), boot="")
    peer = Generator(
        "fastapi-code-generator",
        (("fcg", "--input", "{contract}", "--fast", "--python", "3.11"),),
        boot="",
    )
    lines = conditions([own, peer]).splitlines()
    assert lines[0] == f"{SUBJECT}: no options"
    assert re.fullmatch(
        r"fastapi-code-generator \d\S*: --fast --python 3\.11", lines[1]
    )
    assert "email-validator" in lines[2]


def test_the_output_of_peers_runs_with_what_ours_runs_with() -> None:
    """Ratios of two versions of a framework would say nothing of generators."""

    def pins(name: str) -> dict[str, str]:
        text = (ROOT / "scripts" / "requirements" / f"{name}.txt").read_text()
        return dict(re.findall(r"^(\S+)==(\S+)", text, re.MULTILINE))

    ours, theirs = pins("runtime"), pins("peers")
    shared = ours.keys() & theirs.keys()
    assert shared >= {"fastapi", "pydantic", "pydantic-core", "starlette"}
    assert {name: theirs[name] for name in shared} == {
        name: ours[name] for name in shared
    }
    assert theirs.keys() >= {"email-validator", "python-multipart"}


def test_the_probe_measures_only_the_right_answer(tmp_path: Path) -> None:
    app, seconds = boot(str(tmp_path), f"STATUS = 200\n{THINGS}", 1)
    assert seconds >= 0
    assert asyncio.run(cost(app, "/things0/a", 0.01)) > 0
    wrong, _ = boot(str(tmp_path), f"STATUS = 501\n{THINGS}", 1)
    with pytest.raises(RuntimeError, match="answers 501"):
        asyncio.run(cost(wrong, "/things0/a", 0.01))
