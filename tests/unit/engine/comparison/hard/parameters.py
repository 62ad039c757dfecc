"""Hard pairs of parameters: what is required, and how values are written."""

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    COMPATIBLE,
    SAME,
    STRICT,
    TEXT,
    WHOLE,
    Content,
    contract,
    contract_of,
    hard,
)


def many(*parameters: Content) -> Content:
    return contract({"parameters": list(parameters)})


def named(name: str, place: str = "query", **members: object) -> Content:
    return {"name": name, "in": place, "schema": TEXT, **members}


def templated(path: str, *names: str, schema: Content = TEXT) -> Content:
    held = [
        {"name": n, "in": "path", "required": True, "schema": schema} for n in names
    ]
    return contract({"parameters": held}, path)


def item(common: list[Content], own: list[Content]) -> Content:
    post = {"parameters": own, "responses": {"204": {"description": ""}}}
    return contract_of({"/a": {"parameters": common, "post": post}})


PAIRS = [
    hard(
        "required query parameter added",
        "Nobody sends it yet.",
        many(),
        many(named("q", required=True)),
        BREAKING,
    ),
    hard(
        "required query parameter with a default added",
        "A default does not make a required parameter optional.",
        many(),
        many(named("q", required=True, schema={**TEXT, "default": "x"})),
        BREAKING,
    ),
    hard(
        "optional query parameter added",
        "Nobody has to send it.",
        many(),
        many(named("q")),
        COMPATIBLE,
    ),
    hard(
        "optional header added",
        "Nobody has to send it.",
        many(),
        many(named("X-Q", "header")),
        COMPATIBLE,
    ),
    hard(
        "required header added",
        "Nobody sends it yet.",
        many(),
        many(named("X-Q", "header", required=True)),
        BREAKING,
    ),
    hard(
        "required cookie added",
        "Nobody sends it yet.",
        many(),
        many(named("q", "cookie", required=True)),
        BREAKING,
    ),
    hard(
        "query parameter removed",
        "Servers ignore what they don't know, unless they are strict.",
        many(named("q")),
        many(),
        COMPATIBLE,
        **STRICT,
    ),
    hard(
        "header of a request removed",
        "Unknown fields are ignored (RFC 9110, 5.1).",
        many(named("X-Q", "header")),
        many(),
        COMPATIBLE,
    ),
    hard(
        "cookie removed",
        "Unknown cookies are ignored.",
        many(named("q", "cookie")),
        many(),
        COMPATIBLE,
    ),
    hard(
        "query parameter became required",
        "Who left it out is refused.",
        many(named("q")),
        many(named("q", required=True)),
        BREAKING,
    ),
    hard(
        "query parameter became optional",
        "Who sends it may go on.",
        many(named("q", required=True)),
        many(named("q")),
        COMPATIBLE,
    ),
    hard(
        "case of a header's name",
        "Names of fields have no case (RFC 9110, 5.1).",
        many(named("X-Q", "header", required=True)),
        many(named("x-q", "header", required=True)),
        SAME,
    ),
    hard(
        "case of a query parameter's name",
        "Names in a query do have case.",
        many(named("q", required=True)),
        many(named("Q", required=True)),
        BREAKING,
    ),
    hard(
        "query parameter moved to a header",
        "Nobody sends the header.",
        many(named("q", required=True)),
        many(named("q", "header", required=True)),
        BREAKING,
    ),
    hard(
        "header that OpenAPI describes elsewhere",
        "Accept, Content-Type and Authorization are ignored as parameters.",
        many(),
        many(named("Authorization", "header", required=True)),
        SAME,
    ),
    hard(
        "path parameter renamed",
        "Clients don't see what it is called.",
        templated("/a/{x}", "x"),
        templated("/a/{y}", "y"),
        SAME,
    ),
    hard(
        "path parameters renamed to each other",
        "Positions count, and both are texts.",
        templated("/a/{x}/{y}", "x", "y"),
        templated("/a/{y}/{x}", "x", "y"),
        SAME,
    ),
    hard(
        "path parameter renamed and narrowed",
        "A word was fine.",
        templated("/a/{x}", "x"),
        templated("/a/{y}", "y", schema=WHOLE),
        BREAKING,
    ),
    hard(
        "parameter of the path repeated by the operation",
        "What the operation says wins, and it says the same.",
        item([named("q", required=True)], []),
        item([named("q", required=True)], [named("q", required=True)]),
        SAME,
    ),
    hard(
        "operation overrides a parameter of the path",
        "It need not be sent any more.",
        item([named("q", required=True)], []),
        item([named("q", required=True)], [named("q")]),
        COMPATIBLE,
    ),
    hard(
        "parameter moved from the path to its only operation",
        "It applies to the same requests.",
        item([named("q", required=True)], []),
        item([], [named("q", required=True)]),
        SAME,
    ),
    hard(
        "order of parameters",
        "A query is read by name.",
        many(named("a"), named("b")),
        many(named("b"), named("a")),
        SAME,
    ),
]
