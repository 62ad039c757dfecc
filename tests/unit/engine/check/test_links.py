"""Links lead to operations, by id or by reference, or a warning says where not."""

import pytest

from impl.engine.check.contract import check
from impl.engine.text.documents import load

CONTRACT = """\
openapi: {version}
info: {{title: Links, version: '1'}}
paths:
  /a/{{id}}:
    parameters: [{{name: id, in: path, required: true, schema: {{type: integer}}}}]
    get:
      operationId: getA
      responses:
        '200':
          description: A.
          links:
            next: {link}
components:
  links:
    Next: {{operationId: getA, parameters: {{id: $response.body#/id}}}}
"""


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize(
    ("link", "codes"),
    [
        ("{operationId: getA, parameters: {id: '$response.body#/id'}}", []),
        ("{operationId: getA, requestBody: {a: 1}, server: {url: /v2}}", []),
        ("{operationRef: '#/paths/~1a~1%7Bid%7D/get'}", []),
        ("{operationRef: 'https://example.com/api.yaml#/paths/~1b/get'}", []),
        ("{$ref: '#/components/links/Next'}", []),
        ("{operationId: getB}", ["CS1409"]),
        ("{operationRef: '#/paths/~1b/get'}", ["CS1409"]),
        ("{operationRef: '#/components/links/Next'}", ["CS1409"]),
        ("{$ref: '#/components/links/Gone'}", ["CS1314"]),
    ],
)
def test_links(version: str, link: str, codes: list[str]) -> None:
    text = CONTRACT.format(version=version, link=link)
    faults = check(load(text.encode(), name="links.yaml"))
    assert [fault.code for fault in faults] == codes
    assert all(fault.line == 12 for fault in faults)
