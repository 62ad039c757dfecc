"""The contract as a package keeps it."""

import json
from pathlib import Path

import pytest

from scripts.codegen.runtime.contract.contract import Contract


@pytest.mark.parametrize("version", ["1.10", "2024.10", "1e3", "0x1F", "true", "'1'"])
def test_the_version_keeps_its_digits_as_json(tmp_path: Path, version: str) -> None:
    text = f"info: {{title: t, version: {version}}}\n"
    (tmp_path / "openapi.yaml").write_text(text, encoding="utf-8")
    contract = Contract(tmp_path, document="openapi.yaml", media_type="", digest="")
    info = json.loads(contract.document_json)["info"]
    assert info == {"title": "t", "version": version.strip("'")}


def test_a_version_that_is_merged_is_a_text(tmp_path: Path) -> None:
    text = "x: &x {version: 1.5}\ninfo: {<<: *x, title: t}\n"
    (tmp_path / "openapi.yaml").write_text(text, encoding="utf-8")
    contract = Contract(tmp_path, document="openapi.yaml", media_type="", digest="")
    assert json.loads(contract.document_json)["info"]["version"] == "1.5"
