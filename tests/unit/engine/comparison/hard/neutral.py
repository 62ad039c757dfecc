"""Hard pairs that say the same in other words: nothing may be reported."""

import copy
from typing import Any

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    REF,
    SAME,
    TEXT,
    WHOLE,
    Content,
    answered,
    content,
    contract,
    contract_of,
    hard,
    objects,
    parameter,
    sent,
)


def old(schema: Any, **schemas: Any) -> Content:
    return {**sent(schema, **schemas), "openapi": "3.0.3"}


def described(**members: Any) -> Content:
    found = sent(TEXT)
    found["paths"]["/a"]["post"].update(members)
    return found


def with_components(contract: Content, **components: Any) -> Content:
    whole = copy.deepcopy(contract)
    whole["components"] = {**whole.get("components", {}), **components}
    return whole


ITEM = {"post": {"responses": {"204": {"description": ""}}}}
BODY = {"required": True, **content(WHOLE)}
ERROR = {"description": "", **content(TEXT)}
HELD = {"name": "p", "in": "query", "schema": WHOLE}

PAIRS = [
    hard(
        "descriptions, titles and examples",
        "They are for people.",
        sent(objects({"a": TEXT})),
        sent(
            {
                **objects({"a": {**TEXT, "description": "d", "example": "e"}}),
                "title": "t",
                "examples": [{}],
                "$comment": "c",
            }
        ),
        SAME,
    ),
    hard(
        "summary, tags and documentation of an operation",
        "They are for people.",
        described(),
        described(summary="s", tags=["t"], externalDocs={"url": "https://example.com"}),
        SAME,
    ),
    hard(
        "extensions",
        "OpenAPI gives them no meaning.",
        described(),
        described(**{"x-internal": True}),
        SAME,
    ),
    hard(
        "version of the contract",
        "It names the contract and changes nothing in it.",
        sent(TEXT),
        {**sent(TEXT), "info": {"title": "", "version": "2"}},
        SAME,
    ),
    hard(
        "schema moved to a component",
        "A reference means what it leads to.",
        sent(objects({"a": TEXT})),
        sent(REF, S=objects({"a": TEXT})),
        SAME,
    ),
    hard(
        "component renamed",
        "Its name is not on the wire.",
        sent(REF, S=objects({"a": TEXT})),
        sent({"$ref": "#/components/schemas/T"}, T=objects({"a": TEXT})),
        SAME,
    ),
    hard(
        "component nobody uses removed",
        "It is not on the wire.",
        sent(TEXT, S=WHOLE),
        sent(TEXT),
        SAME,
    ),
    hard(
        "reference to a reference",
        "It leads to the same.",
        sent(REF, S=TEXT),
        sent(REF, S={"$ref": "#/components/schemas/T"}, T=TEXT),
        SAME,
    ),
    hard(
        "parameter moved to a component",
        "A reference means what it leads to.",
        parameter(WHOLE),
        with_components(
            contract({"parameters": [{"$ref": "#/components/parameters/P"}]}),
            parameters={"P": HELD},
        ),
        SAME,
    ),
    hard(
        "body moved to a component",
        "A reference means what it leads to.",
        sent(WHOLE),
        with_components(
            contract({"requestBody": {"$ref": "#/components/requestBodies/B"}}),
            requestBodies={"B": BODY},
        ),
        SAME,
    ),
    hard(
        "response moved to a component",
        "A reference means what it leads to.",
        contract({"responses": {"400": ERROR}}),
        with_components(
            contract({"responses": {"400": {"$ref": "#/components/responses/E"}}}),
            responses={"E": ERROR},
        ),
        SAME,
    ),
    hard(
        "path item moved to a component",
        "A reference means what it leads to.",
        contract_of({"/a": ITEM}),
        contract_of(
            {"/a": {"$ref": "#/components/pathItems/I"}},
            components={"pathItems": {"I": ITEM}},
        ),
        SAME,
    ),
    hard(
        "narrowed beside a reference",
        "Since 3.1, what stands beside a reference applies too.",
        sent(REF, S=TEXT),
        sent({**REF, "maxLength": 3}, S=TEXT),
        BREAKING,
    ),
    hard(
        "narrowed beside a reference of 3.0",
        "In 3.0, what stands beside a reference is ignored (3.0.3, 4.7.23).",
        old(REF, S=TEXT),
        old({**REF, "maxLength": 3}, S=TEXT),
        SAME,
    ),
    hard(
        "nullable of 3.0 in 3.1",
        "Null is a type there.",
        old({**TEXT, "nullable": True}),
        sent({"type": ["string", "null"]}),
        SAME,
    ),
    hard(
        "exclusive bound of 3.0 in 3.1",
        "The flag became the bound.",
        old({**WHOLE, "minimum": 0, "exclusiveMinimum": True}),
        sent({**WHOLE, "exclusiveMinimum": 0}),
        SAME,
    ),
    hard(
        "flag of a bound that 3.0 set to false",
        "The bound itself is included.",
        old({**WHOLE, "minimum": 0, "exclusiveMinimum": False}),
        sent({**WHOLE, "minimum": 0}),
        SAME,
    ),
    hard(
        "nullable without a type of 3.0",
        "Without a type, nullable says nothing (3.0.3, 4.7.24).",
        old({"nullable": True}),
        old({}),
        SAME,
    ),
    hard(
        "nullable list of values of 3.0 in 3.1",
        "Null is a type and a value there.",
        old({**TEXT, "enum": ["a", None], "nullable": True}),
        sent({"type": ["string", "null"], "enum": ["a", None]}),
        SAME,
    ),
    hard(
        "type lost in the way from 3.0 to 3.1",
        "In 3.1, nullable is not a keyword.",
        old({**TEXT, "nullable": True}),
        sent({**TEXT, "nullable": True}),
        BREAKING,
    ),
    hard(
        "file of 3.0 in 3.1",
        "Bytes have no schema in 3.1 (3.1, 4.8.14.3).",
        {
            **contract(
                {
                    "requestBody": content(
                        {**TEXT, "format": "binary"}, "application/octet-stream"
                    )
                }
            ),
            "openapi": "3.0.3",
        },
        contract({"requestBody": {"content": {"application/octet-stream": {}}}}),
        SAME,
    ),
    hard(
        "schema true and empty schema",
        "Both accept everything.",
        answered({}),
        answered(True),
        SAME,
    ),
    hard(
        "keywords with their default values",
        "They ask for nothing.",
        sent({"type": "array"}),
        sent({"type": "array", "minItems": 0, "uniqueItems": False, "items": {}}),
        SAME,
    ),
]
