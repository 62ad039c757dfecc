"""Every operation of public contracts: no valid request is refused, answers are valid.

Three of them by default; all that are there with MOCK_CORPUS=all, and as many seeds as
MOCK_SEEDS says.
"""

import json
import os
from pathlib import Path

import pytest

from generated.runtime.syntax.media_types import parse_media_type
from generated.runtime.syntax.sequences import framing_of
from impl.engine.openapi.references import LocalReferences
from impl.engine.sampling.sampler import Sampler
from impl.mocks.mock import Mock
from impl.mocks.plan import PlannedOperation, Reply
from impl.mocks.settings import MockOptions
from tests.support.corpus import Contract, contracts
from tests.support.independent import IndependentValidator
from tests.unit.mocks.driving import Browser, Got, plan
from tests.unit.mocks.valid_requests import Asking, CannotAsk

pytestmark = [pytest.mark.asyncio, pytest.mark.long]

SMALL = {"museum", "petstore3", "realworld"}
SEEDS = int(os.environ.get("MOCK_SEEDS", "2"))
KENNEL = Contract("kennel", Path(__file__).parent / "kennel.yaml", 9)
CHOSEN = [
    KENNEL,
    *(
        each
        for each in contracts()
        if os.environ.get("MOCK_CORPUS") == "all" or each.name in SMALL
    ),
]


def reply_of(planned: PlannedOperation, got: Got) -> Reply | None:
    """Return the declared reply that an answer is one of."""
    kind = parse_media_type(got["content-type"]) if got["content-type"] else None
    statuses = (str(got.status), f"{got.status // 100}XX", "default")
    for status in statuses:
        of_status = [each for each in planned.replies if each.spec.status == status]
        for each in of_status:
            media = parse_media_type(each.media.media_type) if each.media else None
            if kind is None and media is None:
                return each
            if kind is not None and media is not None and media.covers(kind):
                return each
        if of_status:
            return of_status[0] if not got.body else None
    return None


@pytest.mark.parametrize("contract", CHOSEN, ids=lambda each: each.name)
@pytest.mark.parametrize("remembers", [False, True], ids=["forgets", "remembers"])
async def test_every_operation_is_answered_as_declared(
    contract: Contract, remembers: bool
) -> None:
    made = plan(contract.file)
    asking = Asking(made, Sampler(made.content))
    judge, places = IndependentValidator(made.content), LocalReferences(made.content)
    browser = Browser(Mock(made, MockOptions(remembers=remembers, budget=30)))
    problems, answered = [], 0
    for planned in made.operations:
        name = planned.operation.operation_id
        for seed in range(SEEDS):
            try:
                ask = asking.ask(planned, seed)
            except CannotAsk:
                continue
            got = await browser.send(
                *(ask.method, ask.target, ask.body, ask.headers),
                prefer="dynamic" if seed % 2 else "",
            )
            answered += 1
            reply = reply_of(planned, got)
            what = f"{name}, seed {seed}: {got.status} {got.body[:200]!r}"
            is_error = got["mock-source"] == "error"
            if is_error and not (remembers and got.status in {404, 409, 412}):
                problems.append(f"refused: {what}")
            elif reply is None and not got["mock-undeclared"]:
                problems.append(f"not declared: {what}")
            elif reply is not None and ask.method != "HEAD":
                problems += [
                    f"{each}: {what}" for each in complaints(reply, got, judge, places)
                ]
    assert problems[:10] == []
    assert answered >= len(made.operations) * SEEDS * 0.9


def complaints(
    reply: Reply, got: Got, judge: IndependentValidator, places: LocalReferences
) -> list[str]:
    """Return what an independent validator finds wrong with a body, and what lacks."""
    fields = {name for name, _ in got.fields}
    missing = [
        f"no {each.name}"
        for each in reply.spec.headers
        if each.required and each.name.lower() not in fields
    ]
    media = parse_media_type(got["content-type"]) if got["content-type"] else None
    if media is None or not reply.media_pointer:
        return missing
    if framing_of(media) == "lines":
        schema, values = _item_schema(reply, places), got.body.splitlines()
    elif media.is_json:
        schema, values = f"{reply.media_pointer}/schema", [got.body]
    else:
        return missing
    if places.value(schema) is None:
        return missing
    found = [judge.complaint(schema, json.loads(each)) for each in values]
    return missing + [each for each in found if each]


def _item_schema(reply: Reply, places: LocalReferences) -> str:
    item = f"{reply.media_pointer}/itemSchema"
    if places.value(item) is not None:
        return item
    whole = places.target(f"{reply.media_pointer}/schema")
    is_array = places.value(whole, {}).get("type") == "array"
    return f"{whole}/items" if is_array else whole
