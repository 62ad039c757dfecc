"""Documents in which values stand where others belong."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from impl.engine.text.documents import load

# Something of every kind of object that OpenAPI has.
MODERN = load(b"""\
openapi: 3.1.0
info: {title: T, version: 1.0.0, license: {name: x}, contact: {url: 'https://a.b'}}
servers: [{url: 'https://{h}/v1', variables: {h: {default: a, enum: [a]}}}]
tags: [{name: t, externalDocs: {url: 'https://x'}}]
security: [{k: []}, {o: [a]}]
paths:
  /a/{id}:
    parameters:
    - {name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}
    get:
      operationId: g
      tags: [t]
      parameters:
      - $ref: '#/components/parameters/P'
      - name: q
        in: query
        content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}
      responses:
        '200': {$ref: '#/components/responses/R'}
        default:
          description: d
          headers: {X: {$ref: '#/components/headers/H'}}
          links: {l: {operationId: g, parameters: {id: $response.body#/id}}}
    post:
      requestBody: {$ref: '#/components/requestBodies/B'}
      callbacks:
        c: {'{$request.body#/u}': {post: {responses: {'200': {description: x}}}}}
      responses:
        '201':
          description: x
          content:
            multipart/form-data:
              schema: {$ref: '#/components/schemas/A'}
              encoding: {a: {contentType: text/plain, headers: {X: {schema: {}}}}}
webhooks: {w: {post: {responses: {'200': {description: x}}}}}
components:
  schemas:
    Id: {type: string, pattern: ^a$}
    A:
      type: object
      required: [a]
      properties: {a: {enum: [x, null]}, b: {$ref: '#/components/schemas/B'}}
      additionalProperties: false
      discriminator:
        {propertyName: k, mapping: {x: '#/components/schemas/B'}}
    B:
      allOf: [{$ref: '#/components/schemas/A'}, {oneOf: [{const: 1}, {not: {}}]}]
      patternProperties: {^x: {}}
      dependentRequired: {a: [b]}
      prefixItems: [{type: array, items: {format: uuid}, contains: true}]
      $defs: {z: {$anchor: z}}
      if: {}
      then: {}
  parameters:
    P: {name: p, in: header, style: simple, schema: {type: array, items: {}}}
  responses:
    R:
      description: r
      content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}
  headers: {H: {schema: {type: integer}, required: true, style: simple}}
  requestBodies:
    B: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
  securitySchemes:
    k: {type: apiKey, in: header, name: K}
    o:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: 'https://x', scopes: {a: A}}}
  examples: {e: {value: 1}}
  links: {L: {operationRef: '#/paths/~1a~1{id}/get'}}
  callbacks: {C: {}}
""").content
OLD = {key: value for key, value in MODERN.items() if key != "webhooks"}
OLD["openapi"] = "3.0.3"

Place = tuple[str | int, ...]
VALUES: tuple[Any, ...] = (
    *(None, True, 1, -1.5, "", "x", [], {}, [[]], [{}], [None], ["x"], {"x": "y"}),
    *({"$ref": 1}, {"$ref": "#/nope"}, {"$ref": "#/components/schemas/A"}),
    "#/components/schemas/A",
)


def places(node: Any, place: Place = ()) -> Iterator[Place]:
    if not isinstance(node, dict | list):
        return
    for key, held in node.items() if isinstance(node, dict) else enumerate(node):
        yield (*place, key)
        yield from places(held, (*place, key))


def put(content: Any, place: Place, value: Any) -> None:
    for key in place[:-1]:
        content = content[key]
    content[place[-1]] = copy.deepcopy(value)


@st.composite
def misplaced(draw: st.DrawFn) -> Any:
    content = copy.deepcopy(draw(st.sampled_from([MODERN, OLD])))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(list(places(content))))
        put(content, place, draw(st.sampled_from(VALUES)))
    return content


def edited(*edits: tuple[Place, Any]) -> Any:
    content = copy.deepcopy(MODERN)
    for place, value in edits:
        put(content, place, value)
    return content
