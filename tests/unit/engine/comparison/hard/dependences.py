"""Hard pairs of objects whose properties depend on each other."""

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    COMPATIBLE,
    SAME,
    TEXT,
    WHOLE,
    answered,
    hard,
    objects,
    sent,
)

AB = objects({"a": TEXT, "b": WHOLE})

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
]
