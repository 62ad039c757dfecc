"""Hard pairs of callbacks and webhooks, where the API sends and its client reads."""

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    COMPATIBLE,
    EXACT,
    SAME,
    STRICT,
    TEXT,
    WHOLE,
    Content,
    Hard,
    answer_of_client,
    called_back,
    contract,
    event,
    hard,
    objects,
    webhook,
)

A = objects({"a": TEXT})
NEEDED = objects({"a": TEXT}, required=["a"])
DONE: Content = {"204": {"description": ""}}
QUERY = {"name": "q", "in": "query", "schema": WHOLE}


def of_both(
    name: str, why: str, before: Content, after: Content, verdict: str, **others: str
) -> list[Hard]:
    """Have the same operation called back, and called as a webhook."""
    return [
        hard(f"{name} of a {word}", why, make(before), make(after), verdict, **others)
        for word, make in (("callback", called_back), ("webhook", webhook))
    ]


PAIRS = [
    *of_both(
        "required property removed from the event",
        "Who is called counts on it.",
        event(NEEDED),
        event(objects({})),
        BREAKING,
    ),
    *of_both(
        "property became optional in the event",
        "Who is called counts on it.",
        event(NEEDED),
        event(A),
        BREAKING,
    ),
    *of_both(
        "property became required in the event",
        "It comes more often.",
        event(A),
        event(NEEDED),
        COMPATIBLE,
    ),
    *of_both(
        "optional property added to the event",
        "Tolerant readers ignore it.",
        event(A),
        event(objects({"a": TEXT, "b": WHOLE})),
        COMPATIBLE,
        **STRICT,
    ),
    *of_both(
        "list of values grew in the event",
        "Tolerant readers cope.",
        event({"enum": ["a", "b"]}),
        event({"enum": ["a", "b", "c"]}),
        COMPATIBLE,
        **EXACT,
    ),
    *of_both(
        "list of values shrank in the event",
        "Less comes.",
        event({"enum": ["a", "b"]}),
        event({"enum": ["a"]}),
        COMPATIBLE,
    ),
    *of_both(
        "bound narrowed in the event",
        "Less comes.",
        event(WHOLE),
        event({**WHOLE, "maximum": 9}),
        COMPATIBLE,
    ),
    *of_both(
        "bound widened in the event",
        "A client with room for 9 may get more.",
        event({**WHOLE, "maximum": 9}),
        event(WHOLE),
        BREAKING,
    ),
    *of_both(
        "event became optional",
        "Who is called counts on the body.",
        event(A),
        event(requestBody={"content": {"application/json": {"schema": A}}}),
        BREAKING,
    ),
    *of_both(
        "event became required",
        "It comes more often.",
        event(requestBody={"content": {"application/json": {"schema": A}}}),
        event(A),
        COMPATIBLE,
    ),
    *of_both(
        "media type of the event replaced",
        "Who is called reads JSON.",
        event(A),
        event(
            requestBody={"required": True, "content": {"text/csv": {"schema": TEXT}}}
        ),
        BREAKING,
    ),
    *of_both(
        "required parameter removed from the call",
        "Who is called counts on it.",
        event(parameters=[{**QUERY, "required": True}]),
        event(),
        BREAKING,
    ),
    *of_both(
        "optional parameter added to the call",
        "Only strict readers refuse what they don't know.",
        event(),
        event(parameters=[QUERY]),
        COMPATIBLE,
        **STRICT,
    ),
    *of_both(
        "answer narrowed",
        "The client answers as before, and is refused.",
        answer_of_client(WHOLE),
        answer_of_client({**WHOLE, "maximum": 9}),
        BREAKING,
    ),
    *of_both(
        "answer widened",
        "The client answers as before.",
        answer_of_client({**WHOLE, "maximum": 9}),
        answer_of_client(WHOLE),
        COMPATIBLE,
    ),
    *of_both(
        "required property added to the answer",
        "No client answers it yet.",
        answer_of_client(A),
        answer_of_client(objects({"a": TEXT, "b": WHOLE}, required=["b"])),
        BREAKING,
    ),
    *of_both(
        "success of the client no longer taken",
        "The client answers 204 as before, and is not understood.",
        event(responses={"200": {"description": ""}, "204": {"description": ""}}),
        event(responses={"200": {"description": ""}}),
        COMPATIBLE,
        **STRICT,
    ),
    *of_both(
        "event described",
        "A description is for people.",
        event(A),
        event({**A, "description": "x"}),
        SAME,
    ),
    hard(
        "callback added",
        "Who gives no address is not called.",
        contract({}),
        called_back(event(A)),
        COMPATIBLE,
    ),
    hard(
        "callback removed",
        "Who waits to be called waits in vain.",
        called_back(event(A)),
        contract({}),
        BREAKING,
    ),
    hard(
        "webhook added",
        "Nobody has to listen.",
        contract({}),
        webhook(event(A)),
        COMPATIBLE,
    ),
    hard(
        "webhook removed",
        "Who waits to be called waits in vain.",
        webhook(event(A)),
        contract({}),
        BREAKING,
    ),
    *of_both(
        "security given up",
        "Who asks for the key refuses what comes without.",
        event(A, security=[{"key": []}]),
        event(A, security=[]),
        BREAKING,
    ),
    *of_both(
        "security no longer said",
        "Who asks for the key refuses what comes without.",
        event(A, security=[{"key": []}]),
        event(A),
        BREAKING,
    ),
    *of_both(
        "security added",
        "Who reads no key is not hurt by one.",
        event(A),
        event(A, security=[{"key": []}]),
        COMPATIBLE,
    ),
    hard(
        "security of the whole and a webhook",
        "It is the operation that is guarded; the webhook is called by the API.",
        webhook(event(A)),
        {
            **webhook(event(A)),
            "security": [{"key": []}],
            "components": {
                "securitySchemes": {
                    "key": {"type": "apiKey", "in": "header", "name": "X-Key"}
                }
            },
            "paths": {},
        },
        BREAKING,
    ),
]
