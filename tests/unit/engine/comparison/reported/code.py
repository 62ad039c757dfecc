"""What breaks code that was generated or typed from the contract, and nobody else."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    NUMBER,
    REF,
    TEXT,
    WHOLE,
    Content,
    answered,
    content,
    contract,
    objects,
    parameter,
    responding,
    sent,
)
from tests.unit.engine.comparison.reported.rows import row

CODE, NOBODY = "cccccccB", "-------B"


def called(**members: Any) -> Content:
    return contract(members)


ROWS = [
    row(
        "operationId changed",
        called(operationId="get_a"),
        called(operationId="get_b"),
        CODE,
        CODE,
    ),
    row("operationId added", called(), called(operationId="get_a"), CODE, CODE),
    row("tag renamed", called(tags=["a"]), called(tags=["b"]), NOBODY, NOBODY),
    row("tag added", called(tags=["a"]), called(tags=["a", "b"]), "-", NOBODY),
    row("tag put first", called(tags=["a"]), called(tags=["b", "a"]), NOBODY, NOBODY),
    row(
        "schema renamed",
        answered(REF, S=objects({"a": TEXT})),
        answered({"$ref": "#/components/schemas/T"}, T=objects({"a": TEXT})),
        NOBODY,
        NOBODY,
    ),
    row("type of a parameter widened", parameter(WHOLE), parameter(NUMBER), CODE, "B"),
    row(
        "property of a response always comes",
        answered(objects({"a": TEXT})),
        answered(objects({"a": TEXT}, required=["a"])),
        CODE,
        "B",
    ),
    row(
        "parameter no longer required",
        parameter(TEXT, required=True),
        parameter(TEXT),
        CODE,
        "B",
    ),
    row(
        "list of values of a response shrinks",
        answered({"enum": ["a", "b"]}),
        answered({"enum": ["a"]}),
        CODE,
        "cBcBcccB",
    ),
    row(
        "list of values of a request grows",
        sent({"enum": ["a"]}),
        sent({"enum": ["a", "b"]}),
        "c",
        "B",
    ),
    row("parameter added", called(), parameter(TEXT), "cccccccr", "cBcccccB"),
    row(
        "property added to a request",
        sent(objects({"a": TEXT})),
        sent(objects({"a": TEXT, "b": TEXT})),
        "cBcBcccc",
        "cBcccccB",
    ),
    row(
        "body that never comes",
        responding({"204": {"description": "", **content(TEXT)}}),
        responding({"204": {"description": "", **content(NUMBER)}}),
        NOBODY,
        NOBODY,
    ),
    row(
        "error no longer declared",
        responding({"200": {"description": ""}, "404": {"description": ""}}),
        responding({"200": {"description": ""}}),
        "c",
        "cBcccccc",
    ),
]
