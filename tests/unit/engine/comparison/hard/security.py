"""Hard pairs of who may call what: alternatives, schemes and scopes."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    COMPATIBLE,
    GATE,
    SAME,
    Content,
    contract,
    hard,
)

SCHEMES: dict[str, Content] = {
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "oauth": {
        "type": "oauth2",
        "flows": {
            "clientCredentials": {
                "tokenUrl": "https://example.com/token",
                "scopes": {"read": "", "write": ""},
            }
        },
    },
    "oidc": {"type": "openIdConnect", "openIdConnectUrl": "https://example.com/o"},
}


def guarded(*alternatives: Content, **schemes: Content) -> Content:
    held: Any = {"securitySchemes": {**SCHEMES, **schemes}}
    return contract({"security": list(alternatives)}, components=held)


def guarded_as_a_whole(*alternatives: Content, **own: Any) -> Content:
    held: Any = {"securitySchemes": SCHEMES}
    return contract(own, components=held, security=list(alternatives))


KEY: Content = {"key": []}
BASIC: Content = {"basic": []}
READ: Content = {"oauth": ["read"]}
BOTH: Content = {"oauth": ["read", "write"]}

PAIRS = [
    hard(
        "security required",
        "Who called anonymously is refused.",
        guarded(),
        guarded(KEY),
        BREAKING,
    ),
    hard(
        "security given up",
        "Whoever has a key may go on; a gate looks at it.",
        guarded(KEY),
        guarded(),
        COMPATIBLE,
        **GATE,
    ),
    hard(
        "alternative added",
        "Alternatives are an OR; a gate looks at it.",
        guarded(KEY),
        guarded(KEY, BASIC),
        COMPATIBLE,
        **GATE,
    ),
    hard(
        "alternative removed",
        "Who has a password alone is refused.",
        guarded(KEY, BASIC),
        guarded(KEY),
        BREAKING,
    ),
    hard(
        "both in place of either",
        "Within an alternative, schemes are an AND.",
        guarded(KEY, BASIC),
        guarded({**KEY, **BASIC}),
        BREAKING,
    ),
    hard(
        "either in place of both",
        "Who has both may go on; a gate looks at it.",
        guarded({**KEY, **BASIC}),
        guarded(KEY, BASIC),
        COMPATIBLE,
        **GATE,
    ),
    hard(
        "alternative that asks for more than another one",
        "Who has a key needs no password.",
        guarded(KEY),
        guarded(KEY, {**KEY, **BASIC}),
        SAME,
    ),
    hard(
        "order of alternatives",
        "Alternatives are a set.",
        guarded(KEY, BASIC),
        guarded(BASIC, KEY),
        SAME,
    ),
    hard(
        "anonymous alternative added",
        "Nobody has to be anybody; a gate looks at it.",
        guarded(KEY),
        guarded(KEY, {}),
        COMPATIBLE,
        **GATE,
    ),
    hard(
        "anonymous alternative removed",
        "Who called anonymously is refused.",
        guarded(KEY, {}),
        guarded(KEY),
        BREAKING,
    ),
    hard(
        "anonymous alternative is no security",
        "Either way nobody has to be anybody.",
        guarded({}),
        guarded(),
        SAME,
    ),
    hard(
        "scope added",
        "A token for reading is no longer enough.",
        guarded(READ),
        guarded(BOTH),
        BREAKING,
    ),
    hard(
        "scope removed",
        "A token for reading is enough; a gate looks at it.",
        guarded(BOTH),
        guarded(READ),
        COMPATIBLE,
        **GATE,
    ),
    hard(
        "order of scopes",
        "Scopes are a set.",
        guarded({"oauth": ["read", "write"]}),
        guarded({"oauth": ["write", "read"]}),
        SAME,
    ),
    hard(
        "scheme replaced",
        "A key is no password.",
        guarded(KEY),
        guarded(BASIC),
        BREAKING,
    ),
    hard(
        "scheme changed under its name",
        "The name is the same, and what has to be sent is not.",
        guarded(KEY),
        guarded(KEY, key={"type": "http", "scheme": "bearer"}),
        BREAKING,
    ),
    hard(
        "name of the key's header changed",
        "The old header is not looked at.",
        guarded(KEY),
        guarded(KEY, key={"type": "apiKey", "in": "header", "name": "X-Token"}),
        BREAKING,
    ),
    hard(
        "case of the key's header",
        "Names of fields have no case (RFC 9110, 5.1).",
        guarded(KEY),
        guarded(KEY, key={"type": "apiKey", "in": "header", "name": "x-key"}),
        SAME,
    ),
    hard(
        "scheme renamed",
        "Clients send the same header.",
        guarded(KEY),
        guarded({"token": []}, token=SCHEMES["key"]),
        SAME,
    ),
    hard(
        "OAuth renamed",
        "Clients send the same token, whatever the contract calls it.",
        guarded(READ),
        guarded({"login": ["read"]}, login=SCHEMES["oauth"]),
        SAME,
    ),
    hard(
        "format of a bearer token described",
        "It is a hint for people (3.1, 4.8.27.1).",
        guarded({"bearer": []}),
        guarded(
            {"bearer": []},
            bearer={"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        ),
        SAME,
    ),
    hard(
        "case of an HTTP scheme",
        "Names of schemes have no case (RFC 9110, 11.1).",
        guarded(BASIC),
        guarded(BASIC, basic={"type": "http", "scheme": "Basic"}),
        SAME,
    ),
    hard(
        "tokens of another issuer",
        "A token of the old issuer is no token of the new one.",
        guarded({"oidc": []}),
        guarded(
            {"oidc": []},
            oidc={
                "type": "openIdConnect",
                "openIdConnectUrl": "https://other.example.com/o",
            },
        ),
        BREAKING,
    ),
    hard(
        "scheme that nothing uses added",
        "Nothing asks for it.",
        guarded(KEY),
        guarded(KEY, other={"type": "mutualTLS"}),
        SAME,
    ),
    hard(
        "security of the whole moved to the operation",
        "The same applies to it.",
        guarded_as_a_whole(KEY),
        guarded(KEY),
        SAME,
    ),
    hard(
        "operation exempted from the security of the whole",
        "Nobody has to be anybody; a gate looks at it.",
        guarded_as_a_whole(KEY),
        guarded_as_a_whole(KEY, security=[]),
        COMPATIBLE,
        **GATE,
    ),
    hard(
        "operation no longer exempted",
        "Who called anonymously is refused.",
        guarded_as_a_whole(KEY, security=[]),
        guarded_as_a_whole(KEY),
        BREAKING,
    ),
    hard(
        "security of the whole changed where each operation has its own",
        "It applies to nothing.",
        guarded_as_a_whole(KEY, security=[BASIC]),
        guarded_as_a_whole(BASIC, security=[BASIC]),
        SAME,
    ),
    hard(
        "key becomes a key or a token",
        "Who has a key may go on; a gate looks at it.",
        guarded(KEY),
        guarded(KEY, READ),
        COMPATIBLE,
        **GATE,
    ),
]
