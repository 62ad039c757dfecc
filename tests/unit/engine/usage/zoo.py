"""A contract in which members hang together in every way."""

from typing import Any

import yaml

TEXT = """
openapi: 3.1.0
info: {title: Zoo, version: '1'}
servers: [{url: 'https://zoo.example.com/v1'}]
paths:
  /pets:
    parameters:
      - {name: X-Tenant, in: header, required: true, schema: {type: string}}
      - {name: lang, in: query, schema: {type: string, enum: [en, de, fr]}}
    get:
      operationId: list_pets
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
        - {name: sort, in: query, schema: {type: string, default: name}}
        - {name: ids, in: query, schema: {type: array, items: {type: integer}}}
        - name: filter
          in: query
          style: deepObject
          schema:
            type: object
            properties: {kind: {type: string}, old: {type: boolean}}
      responses:
        '200':
          description: Some.
          headers:
            Link: {schema: {type: string}}
            X-Total: {required: true, schema: {type: integer}}
          content:
            application/json: {schema: {$ref: '#/components/schemas/Page'}}
        '4XX':
          description: Refused.
          content:
            application/problem+json: {schema: {$ref: '#/components/schemas/Problem'}}
        default: {description: Else.}
    post:
      operationId: add_pet
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/NewPet'}}
          application/xml: {schema: {$ref: '#/components/schemas/NewPet'}}
      responses:
        '201':
          description: Added.
          content:
            application/json: {schema: {$ref: '#/components/schemas/Pet'}}
  /pets/{id}:
    $ref: '#/components/pathItems/OnePet'
  /animals/{id}:
    get:
      operationId: get_animal
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        '200':
          description: One.
          content:
            application/json: {schema: {$ref: '#/components/schemas/Animal'}}
  /payments:
    post:
      operationId: pay
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Payment'}}
      responses:
        '200':
          description: Paid.
          content:
            application/json: {schema: {$ref: '#/components/schemas/Receipt'}}
  /tied:
    get:
      operationId: get_tied
      responses:
        '200':
          description: Tied.
          content:
            application/json: {schema: {$ref: '#/components/schemas/Tied'}}
webhooks:
  petGone:
    post:
      parameters: [{name: X-Delivery, in: header, schema: {type: integer}}]
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Gone'}}
      responses:
        '200':
          description: Taken.
          content:
            application/json:
              schema:
                type: object
                properties: {seen: {type: boolean}, note: {type: string}}
        '204': {description: Taken, too.}
components:
  pathItems:
    OnePet:
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      get:
        operationId: get_pet
        responses:
          '200':
            description: One.
            content:
              application/json: {schema: {$ref: '#/components/schemas/Pet'}}
          '404': {description: None.}
      patch:
        operationId: change_pet
        requestBody:
          content:
            application/json: {schema: {$ref: '#/components/schemas/Change'}}
        responses: {'204': {description: Done.}}
  schemas:
    Page:
      type: object
      required: [items, total]
      properties:
        items: {type: array, items: {$ref: '#/components/schemas/Pet'}}
        total: {type: integer}
        next: {type: string}
    Pet:
      allOf:
        - {$ref: '#/components/schemas/Named'}
        - type: object
          required: [id, owner]
          properties:
            id: {type: integer}
            status: {type: string, enum: [free, sold]}
            owner: {$ref: '#/components/schemas/Owner'}
            tags: {type: array, items: {$ref: '#/components/schemas/Tag'}}
            scores: {type: object, additionalProperties: {type: number}}
    Named:
      type: object
      required: [name]
      properties: {name: {type: string}, nick: {type: [string, 'null']}}
    Owner:
      type: object
      required: [name]
      additionalProperties: false
      properties:
        name: {type: string}
        phone: {type: string, format: phone}
        address:
          type: object
          required: [city]
          properties: {city: {type: string}, zip: {type: string}}
    Tag:
      type: object
      required: [key]
      properties: {key: {type: string}, value: {type: string}}
    NewPet:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 40}
        age: {type: integer, default: 0}
        status: {type: string, enum: [free, sold]}
        owner: {$ref: '#/components/schemas/Owner'}
        tags: {type: array, items: {$ref: '#/components/schemas/Tag'}}
    Change:
      type: object
      additionalProperties: false
      properties:
        name: {type: string}
        age: {type: integer}
    Problem:
      type: object
      required: [title]
      properties: {title: {type: string}, code: {type: string, enum: [bad, late]}}
    Gone:
      type: object
      required: [id]
      properties: {id: {type: integer}, why: {type: string, enum: [sold, lost]}}
    Animal:
      oneOf:
        - {$ref: '#/components/schemas/Cat'}
        - {$ref: '#/components/schemas/Dog'}
      discriminator: {propertyName: kind}
    Cat:
      type: object
      required: [kind, id]
      properties:
        kind: {type: string}
        id: {type: integer}
        lives: {type: integer, maximum: 9}
    Dog:
      type: object
      required: [kind, id]
      properties: {kind: {type: string}, id: {type: integer}, bark: {type: string}}
    Payment:
      oneOf:
        - {$ref: '#/components/schemas/Card'}
        - {$ref: '#/components/schemas/Iban'}
    Card:
      type: object
      required: [card]
      additionalProperties: false
      properties: {card: {type: string}, cvc: {type: string}}
    Iban:
      type: object
      required: [iban]
      additionalProperties: false
      properties: {iban: {type: string}, bic: {type: string}}
    Receipt:
      anyOf:
        - type: object
          required: [nr]
          properties: {nr: {type: integer}, total: {type: number}}
        - type: object
          required: [error]
          properties: {error: {type: string}, total: {type: number}}
    Tied:
      type: object
      properties:
        a: {type: integer}
        b: {type: integer}
        c: {type: integer}
        d: {type: integer}
      dependentRequired: {a: [b]}
      not: {required: [c, d]}
"""
CONTENT: dict[str, Any] = yaml.safe_load(TEXT)
S = "/components/schemas"
LIST = "/paths/~1pets/get"
ADD = "/paths/~1pets/post"
ONE = "/components/pathItems/OnePet/get"
PATCH = "/components/pathItems/OnePet/patch"
