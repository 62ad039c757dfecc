"""Hard pairs of parameters: how their values are written."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    COMPATIBLE,
    EXACT,
    NUMBER,
    SAME,
    TEXT,
    TEXTS,
    TRUTH,
    WHOLE,
    Content,
    contract,
    hard,
    objects,
    parameter,
)

POINT = objects({"x": WHOLE, "y": WHOLE})
WHOLES = {"type": "array", "items": WHOLE}


def named(name: str, **members: Any) -> Content:
    return {"name": name, "in": "query", "schema": TEXTS, **members}


def many(*parameters: Content) -> Content:
    return contract({"parameters": list(parameters)})


PAIRS = [
    hard(
        "scalar becomes an exploded list",
        "One value is written like a list of one.",
        parameter(TEXT),
        parameter(TEXTS),
        COMPATIBLE,
    ),
    hard(
        "scalar becomes an exploded list of at least two",
        "One is not enough.",
        parameter(TEXT),
        parameter({**TEXTS, "minItems": 2}),
        BREAKING,
    ),
    hard(
        "scalar becomes a list with commas",
        "A text with a comma would be read as two.",
        parameter({**TEXT, "pattern": "^[a-z]+$"}),
        parameter({"type": "array", "items": {"pattern": "^[a-z]+$"}}, explode=False),
        COMPATIBLE,
    ),
    hard(
        "exploded list becomes a scalar",
        "Two values can't be told by one.",
        parameter(TEXTS),
        parameter(TEXT),
        BREAKING,
    ),
    hard(
        "integer becomes a text",
        "On the wire everything is text.",
        parameter(WHOLE),
        parameter(TEXT),
        COMPATIBLE,
    ),
    hard(
        "text or integer becomes a text",
        "On the wire everything is text.",
        parameter({"oneOf": [TEXT, WHOLE, TRUTH]}),
        parameter(TEXT),
        COMPATIBLE,
    ),
    hard(
        "text becomes an integer",
        "A word is no integer.",
        parameter(TEXT),
        parameter(WHOLE),
        BREAKING,
    ),
    hard(
        "integer becomes a number in the path",
        "An integer is a number.",
        parameter(WHOLE, "path"),
        parameter(NUMBER, "path"),
        COMPATIBLE,
    ),
    hard(
        "null is no longer a value of a query parameter",
        "It is written as a text, and read as one.",
        parameter({"type": ["string", "null"]}),
        parameter(TEXT),
        COMPATIBLE,
    ),
    hard(
        "list of texts or integers becomes one of texts",
        "On the wire everything is text.",
        parameter({"type": "array", "items": {"type": ["string", "integer"]}}),
        parameter(TEXTS),
        COMPATIBLE,
    ),
    hard(
        "member of an exploded object becomes a text",
        "On the wire everything is text.",
        parameter(objects({"x": {"type": ["integer", "null"]}})),
        parameter(objects({"x": TEXT})),
        COMPATIBLE,
    ),
    hard(
        "texts that look like integers become integers",
        "Each of them is an integer.",
        parameter({"enum": ["1", "2"]}),
        parameter(WHOLE),
        COMPATIBLE,
    ),
    hard(
        "list of values of a query parameter shrinks",
        "b was fine.",
        parameter({"enum": ["a", "b"]}),
        parameter({"enum": ["a"]}),
        BREAKING,
    ),
    hard(
        "list of values of a query parameter grows",
        "Who sends a may go on.",
        parameter({"enum": ["a"]}),
        parameter({"enum": ["a", "b"]}),
        COMPATIBLE,
    ),
    hard(
        "style of a list",
        "a,b is read as one item where pipes are expected.",
        parameter(TEXTS, explode=False),
        parameter(TEXTS, style="pipeDelimited", explode=False),
        BREAKING,
    ),
    hard(
        "style and explode spelt out",
        "They say what silence says.",
        parameter(TEXTS),
        parameter(TEXTS, style="form", explode=True),
        SAME,
    ),
    hard(
        "explode of a scalar",
        "There is nothing to spread.",
        parameter(WHOLE),
        parameter(WHOLE, explode=False),
        SAME,
    ),
    hard(
        "object becomes deep",
        "x=1 is written as p[x]=1.",
        parameter(POINT),
        parameter(POINT, style="deepObject", explode=True),
        BREAKING,
    ),
    hard(
        "member added to a deep object",
        "Nobody has to send it, and only the odd sends another z.",
        parameter(POINT, style="deepObject"),
        parameter(objects({"x": WHOLE, "y": WHOLE, "z": WHOLE}), style="deepObject"),
        COMPATIBLE,
        **EXACT,
    ),
    hard(
        "matrix in the path",
        ";p=1 is written in another way than 1.",
        parameter(WHOLE, "path"),
        parameter(WHOLE, "path", style="matrix"),
        BREAKING,
    ),
    hard(
        "list in a header exploded",
        "In a header, a list looks the same either way.",
        parameter(TEXTS, "header"),
        parameter(TEXTS, "header", explode=True),
        SAME,
    ),
    hard(
        "items of a list in a header narrowed",
        "A word was fine.",
        parameter(TEXTS, "header"),
        parameter(WHOLES, "header"),
        BREAKING,
    ),
    hard(
        "schema becomes JSON",
        "An object is written as JSON from now on.",
        parameter(POINT),
        contract(
            {
                "parameters": [
                    {
                        "name": "p",
                        "in": "query",
                        "content": {"application/json": {"schema": POINT}},
                    }
                ]
            }
        ),
        BREAKING,
    ),
    hard(
        "empty value no longer allowed",
        "p= was accepted in place of an integer (3.1, 4.8.12.2).",
        parameter(WHOLE, allowEmptyValue=True),
        parameter(WHOLE),
        BREAKING,
    ),
    hard(
        "empty value allowed",
        "Nobody has to send it.",
        parameter(WHOLE),
        parameter(WHOLE, allowEmptyValue=True),
        COMPATIBLE,
    ),
    hard(
        "empty value of a text",
        "An empty text is a text, whatever the flag says.",
        parameter(TEXT, allowEmptyValue=True),
        parameter(TEXT),
        SAME,
    ),
    hard(
        "reserved characters",
        "An escaped sign and a plain one are the same value.",
        parameter(TEXT),
        parameter(TEXT, allowReserved=True),
        COMPATIBLE,
    ),
    hard(
        "style of one of several parameters",
        "a,b is read as one item where each has a pair of its own.",
        many(named("gone"), named("p", explode=False), named("q", schema=TEXT)),
        many(named("p"), named("q", schema=TEXT)),
        BREAKING,
    ),
    hard(
        "style of a required path parameter with a list",
        "1,2 is written .1.2 as a label.",
        parameter(WHOLES, "path"),
        parameter(WHOLES, "path", style="label", explode=True),
        BREAKING,
    ),
    hard(
        "list of at most two of a query",
        "Three were fine.",
        parameter(TEXTS),
        parameter({**TEXTS, "maxItems": 2}),
        BREAKING,
    ),
    hard(
        "scalar becomes a scalar or a list",
        "One value is still fine.",
        parameter(WHOLE),
        parameter({"anyOf": [WHOLE, WHOLES]}),
        COMPATIBLE,
    ),
    hard(
        "whole numbers in a list become texts",
        "On the wire everything is text.",
        parameter(WHOLES),
        parameter(TEXTS),
        COMPATIBLE,
    ),
    hard(
        "texts in a list become whole numbers",
        "A word is no integer.",
        parameter(TEXTS),
        parameter(WHOLES),
        BREAKING,
    ),
    hard(
        "truth becomes a choice of words",
        "True and false are written so.",
        parameter({"type": "boolean"}),
        parameter({"enum": ["true", "false", "auto"]}),
        COMPATIBLE,
    ),
    hard(
        "choice of words becomes truth",
        "Auto is neither true nor false.",
        parameter({"enum": ["true", "false", "auto"]}),
        parameter({"type": "boolean"}),
        BREAKING,
    ),
]
