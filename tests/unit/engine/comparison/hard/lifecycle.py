"""Hard pairs of what is deprecated and goes: judged as of 2025-07-01."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    COMPATIBLE,
    REF,
    SAME,
    TEXT,
    WHOLE,
    Content,
    answered,
    contract,
    contract_of,
    hard,
    objects,
    sent,
)

ANSWER = {"responses": {"204": {"description": ""}}}


def used(old: bool = False, sunset: str = "", **members: Any) -> Content:
    operation: Content = {**ANSWER, **members}
    if old:
        operation["deprecated"] = True
    if sunset:
        operation["x-sunset"] = sunset
    return contract_of({"/a": {"get": operation}, "/b": {"get": ANSWER}})


def asked(**members: Any) -> Content:
    held = {"name": "q", "in": "query", "schema": WHOLE, **members}
    return contract({"parameters": [held]})


def signed(**members: Any) -> Content:
    scheme = {"type": "apiKey", "in": "header", "name": "X-Key", **members}
    return {
        **contract_of(
            {"/a": {"get": {**ANSWER, "security": [{"key": []}]}}},
            components={"securitySchemes": {"key": scheme}},
        ),
        # Of schemes, no version before says so.
        "openapi": "3.2.0",
    }


def limited_to(said: Any) -> Content:
    return contract_of({"/a": {"get": {**ANSWER, "x-rate-limit": said}}})


def limited(quota: int, window: int = 60, **members: Any) -> Content:
    return limited_to({"quota": quota, "window": window, **members})


GONE = contract_of({"/b": {"get": ANSWER}})
POLICY_ALLOWS = {"deprecation_policy": COMPATIBLE}
POLICY_REFUSES = {"deprecation_policy": BREAKING}

PAIRS = [
    hard(
        "a rate limit that is new",
        "No message is refused, and yet one too many is.",
        limited_to(False),
        limited(600),
        COMPATIBLE,
    ),
    hard(
        "a rate limit that is tightened",
        "As a new one.",
        limited(600),
        limited(60),
        COMPATIBLE,
    ),
    hard(
        "a rate limit of each that becomes one of all",
        "Others may use it up.",
        limited(600),
        limited(600, by="everybody"),
        COMPATIBLE,
    ),
    hard(
        "a rate limit that says who it is for by default",
        "It is for each caller if it does not say.",
        limited(600),
        limited(600, by="caller", name="named"),
        SAME,
    ),
    hard(
        "what others mean by a rate limit",
        "It is not known how often that is.",
        limited_to(False),
        limited_to("10/s"),
        SAME,
    ),
    hard(
        "removed after its sunset",
        "The policy sanctions what was announced, once its day has come.",
        used(old=True, sunset="2025-06-30"),
        GONE,
        BREAKING,
        **POLICY_ALLOWS,
    ),
    hard(
        "removed before its sunset",
        "Its day has not come.",
        used(old=True, sunset="2025-12-31"),
        GONE,
        BREAKING,
    ),
    hard(
        "removed on the day of its sunset",
        "Its day has come.",
        used(old=True, sunset="2025-07-01"),
        GONE,
        BREAKING,
        **POLICY_ALLOWS,
    ),
    hard(
        "removed without a sunset",
        "No day was announced.",
        used(old=True),
        GONE,
        BREAKING,
    ),
    hard(
        "removed with a sunset that was not deprecated",
        "A day alone does not warn anybody.",
        used(sunset="2025-06-30"),
        GONE,
        BREAKING,
    ),
    hard(
        "deprecated with a sunset",
        "Nothing stops yet.",
        used(),
        used(old=True, sunset="2026-01-01"),
        COMPATIBLE,
    ),
    hard(
        "deprecated without a sunset",
        "The policy asks for a day.",
        used(),
        used(old=True),
        COMPATIBLE,
        **POLICY_REFUSES,
    ),
    hard(
        "sunset brought forward",
        "Who planned for the old day is surprised.",
        used(old=True, sunset="2026-01-01"),
        used(old=True, sunset="2025-09-01"),
        COMPATIBLE,
        **POLICY_REFUSES,
    ),
    hard(
        "sunset put off",
        "There is more time.",
        used(old=True, sunset="2025-09-01"),
        used(old=True, sunset="2026-01-01"),
        COMPATIBLE,
    ),
    hard(
        "sunset withdrawn",
        "There is all the time.",
        used(old=True, sunset="2025-09-01"),
        used(old=True),
        COMPATIBLE,
    ),
    hard(
        "no longer deprecated",
        "It stays.",
        used(old=True, sunset="2025-09-01"),
        used(),
        COMPATIBLE,
    ),
    hard(
        "scheme deprecated without a sunset",
        "It still lets clients in; the policy asks for a day.",
        signed(),
        signed(deprecated=True),
        COMPATIBLE,
        **POLICY_REFUSES,
    ),
    hard(
        "scheme deprecated with a sunset",
        "Nothing stops yet.",
        signed(),
        signed(deprecated=True, **{"x-sunset": "2026-01-01"}),
        COMPATIBLE,
    ),
    hard(
        "parameter deprecated",
        "It is still read; the policy asks for a day.",
        asked(),
        asked(deprecated=True),
        COMPATIBLE,
        **POLICY_REFUSES,
    ),
    hard(
        "deprecated parameter removed after its sunset",
        "Only strict readers refuse what they don't know.",
        asked(deprecated=True, **{"x-sunset": "2025-06-30"}),
        contract({}),
        COMPATIBLE,
        strict_reader=BREAKING,
    ),
    hard(
        "operationId changed",
        "It is not on the wire; only generated code notices.",
        used(operationId="a"),
        used(operationId="b"),
        COMPATIBLE,
    ),
    hard(
        "property deprecated without a sunset",
        "It still comes; the policy asks for a day.",
        answered(objects({"a": TEXT})),
        answered(objects({"a": {**TEXT, "deprecated": True}})),
        COMPATIBLE,
        **POLICY_REFUSES,
    ),
    hard(
        "property deprecated with a sunset",
        "It still comes.",
        answered(objects({"a": TEXT})),
        answered(
            objects({"a": {**TEXT, "deprecated": True, "x-sunset": "2026-01-01"}})
        ),
        COMPATIBLE,
    ),
    hard(
        "schema of a body deprecated",
        "It is still read; the policy asks for a day.",
        sent(REF, S=objects({"a": TEXT})),
        sent(REF, S=objects({"a": TEXT}, deprecated=True)),
        COMPATIBLE,
        **POLICY_REFUSES,
    ),
    hard(
        "deprecated property removed after its sunset",
        "The policy sanctions what was announced, once its day has come.",
        answered(
            objects(
                {"a": {**TEXT, "deprecated": True, "x-sunset": "2025-06-01"}},
                required=["a"],
            )
        ),
        answered(objects({})),
        BREAKING,
        **POLICY_ALLOWS,
    ),
    hard(
        "property no longer deprecated",
        "It stays.",
        answered(objects({"a": {**TEXT, "deprecated": True}})),
        answered(objects({"a": TEXT})),
        COMPATIBLE,
    ),
]
