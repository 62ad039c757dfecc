"""What YAML shares by an alias, Schemathesis gets apart."""

from typing import Any

import schemathesis
import yaml

from scripts.fuzzing import aliases

# An item's key is in the path of what reads the item, and not of what makes it.
_SHARED_LINKS = """
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Order'}}
    post:
      responses:
        '201': &made
          description: Made.
          content:
            application/json: {schema: {$ref: '#/components/schemas/Order'}}
          links: &links
            read: {operationId: read, parameters: {order: $response.body#/number}}
  /orders/{order}:
    parameters: [{name: order, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: read
      responses:
        '200': {<<: *made, description: One.}
  /orders/{order}/notes:
    parameters: [{name: order, in: path, required: true, schema: {type: integer}}]
    post:
      requestBody:
        content:
          application/json:
            schema: {type: object, required: [number], properties: {number: true}}
      responses:
        '201': {description: Noted.}
components:
  schemas:
    Order:
      type: object
      required: [number]
      properties: {number: {type: integer}, title: {type: string}}
"""


def test_a_link_that_is_inferred_for_one_operation_stays_with_it() -> None:
    contract = yaml.safe_load(_SHARED_LINKS)
    aliases.separate(contract)
    schema = schemathesis.openapi.from_dict(contract)
    schema.analysis.inject_links()

    # It holds every link against the parameters of its operation.
    schema.as_state_machine()

    made = contract["paths"]["/orders"]["post"]["responses"]["201"]
    read = contract["paths"]["/orders/{order}"]["get"]["responses"]["200"]
    assert made["links"] is not read["links"]
    assert made["content"] == read["content"]


def test_a_contract_without_paths_stays_as_it_is() -> None:
    contract = {"openapi": "3.1.0", "webhooks": {}}
    aliases.separate(contract)
    assert contract == {"openapi": "3.1.0", "webhooks": {}}


def test_what_is_ignored_is_not_sent() -> None:
    kept = {"name": "X-A", "in": "header"}
    ignored = {"name": "Content-Type", "in": "header"}
    query = {"name": "accept", "in": "query"}
    shared = {"$ref": "#/components/parameters/Kind"}
    contract: dict[str, Any] = {
        "paths": {
            "/a": {
                "parameters": [ignored, kept],
                "get": {"parameters": [shared, query]},
                "summary": "A.",
            }
        },
        "components": {"parameters": {"Kind": ignored}},
    }
    aliases.drop_ignored(contract)
    item = contract["paths"]["/a"]
    assert item["parameters"] == [kept]
    assert item["get"]["parameters"] == [query]
