"""The contract promises the profiles that there are, and their default."""

import re
from pathlib import Path
from typing import get_args

import pytest

from impl.engine.comparison.differences.tolerance import Reading
from impl.engine.comparison.verdicts.profiles import DEFAULT, PROFILES
from scripts.comparing.command import parse
from tests.support.contract import document

ROOT = Path(__file__).resolve().parents[5]
API = document()
SCHEMAS = API["components"]["schemas"]


def test_the_contract_names_all_profiles() -> None:
    assert SCHEMAS["ProfileName"]["enum"] == list(PROFILES)


def test_the_guide_explains_all_profiles() -> None:
    guide = (ROOT / "scripts" / "comparing" / "README.md").read_text()
    rows = re.findall(r"^\| `([a-z-]+)` \|", guide, re.MULTILINE)
    first = rows.index(DEFAULT)
    assert rows[first : first + len(PROFILES)] == list(PROFILES)


def test_the_contract_names_all_readings() -> None:
    reading = SCHEMAS["Profile"]["properties"]["reading"]
    assert reading["enum"] == list(get_args(Reading))


def test_the_contract_names_the_default() -> None:
    asked = SCHEMAS["ComparisonCreation"]["properties"]["profile"]
    assert f"`{DEFAULT}` when left out" in asked["description"]


def test_the_command_explains_all_profiles(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--help"])
    shown = " ".join(capsys.readouterr().out.split())
    for profile in PROFILES.values():
        assert f"{profile.name} {profile.about}" in shown


@pytest.mark.parametrize("name", PROFILES)
def test_the_command_takes_all_profiles(name: str) -> None:
    assert parse(["old.yaml", "new.yaml", "--profile", name]).profile == name
