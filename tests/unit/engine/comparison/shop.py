"""A small contract with something of everything, and edits of it by JSON Pointer."""

import copy
import json
from typing import Any

import yaml

from impl.engine.openapi.pointers import split, step
from impl.engine.text.documents import Document, load

GONE = object()

TEXT = """
openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://shop.example.com/v1'}]
security: [{key: []}]
paths:
  /things/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: get_thing
      parameters:
        - {name: fields, in: query, schema: {type: array, items: {type: string}}}
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 50}}
        - {name: X-Trace, in: header, schema: {type: string}}
      responses:
        '200':
          description: The thing.
          headers:
            ETag: {required: true, schema: {type: string}}
            X-Count: {schema: {type: integer, minimum: 0}}
          links:
            owner: {operationId: get_thing}
          content:
            application/json: {schema: {$ref: '#/components/schemas/Thing'}}
            text/csv: {}
        '404': {description: None.}
    put:
      operationId: put_thing
      deprecated: true
      x-sunset: '2025-06-30'
      security: [{key: []}, {oauth: [write]}]
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Thing'}}
      responses:
        '204': {description: Done.}
        '4XX': {description: Refused.}
  /things:
    post:
      operationId: add_thing
      requestBody:
        content:
          application/json: {schema: {$ref: '#/components/schemas/NewThing'}}
      responses:
        '201':
          description: Added.
          content:
            application/json: {schema: {$ref: '#/components/schemas/Thing'}}
      callbacks:
        onChange:
          '{$request.body#/url}':
            post:
              requestBody:
                required: true
                content:
                  application/json: {schema: {$ref: '#/components/schemas/Event'}}
              responses: {'204': {description: Taken.}}
webhooks:
  thingGone:
    post:
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Event'}}
      responses: {'2XX': {description: Taken.}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    oauth: {type: oauth2, flows: {}}
  schemas:
    Thing:
      type: object
      required: [id, name]
      properties:
        id: {type: integer}
        name: {type: string, minLength: 1, maxLength: 40}
        kind: {type: string, enum: [big, small]}
        tags: {type: array, items: {$ref: '#/components/schemas/Tag'}}
        made: {type: string}
    NewThing:
      type: object
      required: [name]
      additionalProperties: false
      properties:
        name: {type: string}
        weight: {type: number, exclusiveMinimum: 0}
        url: {type: string}
    Event:
      type: object
      required: [id]
      properties:
        id: {type: integer}
        reason: {type: string, enum: [sold, lost]}
        shape:
          oneOf:
            - {$ref: '#/components/schemas/Round'}
            - {$ref: '#/components/schemas/Square'}
    Round:
      type: object
      required: [radius]
      properties: {radius: {type: number}}
    Square:
      type: object
      required: [side]
      properties: {side: {type: number}}
    Tag: {type: string, pattern: '^[a-z]+$'}
"""
CONTENT: dict[str, Any] = yaml.safe_load(TEXT)
S = "/components/schemas"
THING = f"{S}/Thing/properties"
GET = "/paths/~1things~1{id}/get"
PUT = "/paths/~1things~1{id}/put"
POST = "/paths/~1things/post"
Edits = dict[str, Any]


def edited(edits: Edits, content: Any = None) -> Any:
    """Set or remove what pointers name; `-` stands for the end of a list."""
    content = copy.deepcopy(CONTENT if content is None else content)
    for pointer, value in edits.items():
        *way, last = split(pointer)
        holder = content
        for token in way:
            holder = step(holder, token)
        if value is GONE:
            del holder[last if isinstance(holder, dict) else int(last)]
        elif isinstance(holder, list):
            holder[len(holder) if last == "-" else int(last) :] = [value]
        else:
            holder[last] = value
    return content


def document(content: Any, name: str = "") -> Document:
    """Read a contract from plain values."""
    return load(json.dumps(content, indent=1).encode(), name=name)
