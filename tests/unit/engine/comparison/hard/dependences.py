"""Hard pairs of objects whose properties depend on each other."""

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    CLOSED,
    COMPATIBLE,
    EXACT,
    SAME,
    TEXT,
    WHOLE,
    Content,
    answered,
    closed,
    hard,
    objects,
    sent,
)

AB = objects({"a": TEXT, "b": WHOLE})


def _where_a(schema: Content) -> Content:
    return answered({**AB, "dependentSchemas": {"a": schema}})


def _listed(*values: str) -> Content:
    return objects({"c": {**TEXT, "enum": list(values)}})


PAIRS = [
    hard(
        "dependent property demanded by a request",
        "Who sends a alone is refused.",
        sent(AB),
        sent({**AB, "dependentRequired": {"a": ["b"]}}),
        BREAKING,
    ),
    hard(
        "dependent property of one that is required anyway",
        "b is always there.",
        sent({**AB, "required": ["a", "b"]}),
        sent({**AB, "required": ["a", "b"], "dependentRequired": {"a": ["b"]}}),
        SAME,
    ),
    hard(
        "dependence on what is always there",
        "Where a is required, what depends on it is required.",
        sent({**AB, "required": ["a"], "dependentRequired": {"a": ["b"]}}),
        sent({**AB, "required": ["a", "b"]}),
        SAME,
    ),
    hard(
        "dependence written as a schema",
        "Both demand b where a is.",
        answered({**AB, "dependentRequired": {"a": ["b"]}}),
        answered({**AB, "dependentSchemas": {"a": {"required": ["b"]}}}),
        SAME,
    ),
    hard(
        "dependence in the words of an older draft, demanded by a request",
        "Validators assert it: who sends a alone is refused.",
        sent(AB),
        sent({**AB, "dependencies": {"a": ["b"]}}),
        BREAKING,
    ),
    hard(
        "dependence in the words of an older draft, promised by a response",
        "Less is sent than before.",
        answered(AB),
        answered({**AB, "dependencies": {"a": ["b"], "b": {"minProperties": 2}}}),
        COMPATIBLE,
    ),
    hard(
        "dependence in the words of an older draft, given up by a response",
        "b, which came with a, may be missing.",
        answered({**AB, "dependencies": {"a": {"required": ["b"]}}}),
        answered(AB),
        BREAKING,
    ),
    hard(
        "list of values that grows where another property is there",
        "More is taken there, and so of the whole.",
        _where_a(_listed("x", "y")),
        _where_a(_listed("x", "y", "z")),
        COMPATIBLE,
        **EXACT,
    ),
    hard(
        "object closed where another property is there, and no longer",
        "Who ignores what is not declared does so there, too.",
        _where_a(closed({"a": TEXT})),
        _where_a(objects({"a": TEXT})),
        COMPATIBLE,
        **CLOSED,
    ),
]
