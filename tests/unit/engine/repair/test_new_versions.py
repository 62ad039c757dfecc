"""What is no slip is not told."""

import pytest

from impl.engine.check.contract import check
from impl.engine.text.documents import load

CONTRACT = """\
openapi: {version}
info: {{title: t, version: "1"}}
paths:
  /a: {{$ref: "#/components/pathItems/A"}}
  /b: {{$ref: "#/components/pathItems/B"}}
  /c: {{get: {{operationId: {name}, responses: {{"204": {{description: d}}}}}}}}
  /d: {{get: {{responses: {{"204": {{{response}}}}}}}}}
components:
  pathItems:
    B: {{$ref: "#/components/pathItems/C"}}
    A: {{get: {{operationId: a, responses: {{"204": {{description: d}}}}}}}}
    C: {{get: {{operationId: c, responses: {{"204": {{description: d}}}}}}}}
"""


@pytest.mark.parametrize(
    ("version", "name", "response", "codes"),
    [
        ("3.2.0", "x", "summary: s", []),
        ("3.2.0", "x", "headers: {}", []),
        ("3.1.0", "x", "headers: {}", ["CS1212"]),
        ("3.1.0", "x", "description: d", []),
        ("3.1.0", "a", "description: d", ["CS1401"]),
    ],
)
def test_only_slips_are_told(
    version: str, name: str, response: str, codes: list[str]
) -> None:
    text = CONTRACT.format(version=version, name=name, response=response)
    assert [each.code for each in check(load(text.encode()))] == codes
