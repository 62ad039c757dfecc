"""What this is called is the same everywhere."""

import re
import tomllib
from pathlib import Path

from impl.release import RELEASE

ROOT = Path(__file__).resolve().parents[3]


def test_all_name_one_release() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    contract = (ROOT / "openapi.yaml").read_text()
    said = re.search(r"^  version: (\S+)$", contract, re.MULTILINE)
    assert said is not None
    assert project["version"] == said[1] == RELEASE
