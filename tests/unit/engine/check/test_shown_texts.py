"""A whole text where an object should be may be a file that is no contract."""

from pathlib import Path

import pytest

from impl.engine.diagnostics.diagnostic import DocumentError
from scripts.comparing.reading import read_contract

_CONTRACT = """{openapi: 3.1.0, info: {title: T, version: "1"}, paths: {/a: {get: {
responses: {200: {description: D, content: {application/json: {schema: {
$ref: secret.txt}}}}}}}}}"""


def test_no_text_of_a_file_that_is_no_contract_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("root-0\n")
    file = tmp_path / "contract.yaml"
    file.write_text(_CONTRACT)
    with pytest.raises(DocumentError) as raised:
        read_contract(str(file))
    told = [each.message for each in raised.value.faults]
    assert any("not a text" in each for each in told)
    assert not any("root-0" in each for each in told)
