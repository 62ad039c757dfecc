"""Plays all sequences that a contract tells of, and judges the service by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import httpx2

from impl.engine.mocking.recognition.recognise import recognise
from impl.engine.sampling.sampler import Sampler
from scripts.fuzzing.contract import FuzzedContract
from scripts.fuzzing.findings import FuzzFinding, grouped
from scripts.fuzzing.given_headers import Secrets
from scripts.fuzzing.sequences import (
    changes,
    choosing,
    existence,
    lists,
    others,
    repeating,
    single_values,
)
from scripts.fuzzing.sequences.bodies import BodyMaker, ServiceKnowledge
from scripts.fuzzing.sequences.credentials import revoked_is_refused
from scripts.fuzzing.sequences.exchanges import (
    PlayedCaller,
    PlayedService,
    Unplayable,
)
from scripts.fuzzing.sequences.making import ItemMaker
from scripts.fuzzing.sequences.outcome import PlayedSequences
from scripts.fuzzing.sequences.play import Play, PlayedRights, Rule
from scripts.fuzzing.sequences.stage import Found, Stage
from scripts.fuzzing.sequences.subjects import PlayedCollections

Act = Callable[[], Iterator[FuzzFinding]]


@dataclass(frozen=True)
class SequencePlan:
    """What is to be played.

    Attributes:
        contract: what the service is held to.
        url: what the contract's paths follow.
        callers: who sends; the first one makes what there is.
        seed: of what is sent.
        secrets: what no command may show.
        known: what no contract says of the service.
        rights: what is known of callers.
        pause: how long what was done may take to show, in seconds.
        operations: what adds to the collections that are played on; to all by default.
    """

    contract: FuzzedContract = field(repr=False)
    url: str
    callers: tuple[PlayedCaller, ...]
    seed: int
    secrets: Secrets
    known: ServiceKnowledge = field(default_factory=ServiceKnowledge)
    rights: PlayedRights = field(default_factory=PlayedRights)
    pause: float = 0.5
    operations: tuple[str, ...] = ()


def play(
    plan: SequencePlan, transport: httpx2.BaseTransport | None = None
) -> PlayedSequences:
    """Play it all.

    What is found is played again, with new items and pauses: a finding is what comes
    twice.

    Args:
        plan: what is to be played.
        transport: what requests go through; connections by default.
    """
    model = recognise(plan.contract.document)
    collections = PlayedCollections(model)
    bodies = BodyMaker(model, Sampler(plan.contract.document), plan.known, plan.seed)
    service = PlayedService(plan.url, plan.secrets, transport)
    stage = Stage(service, collections, bodies, plan.callers)
    maker = ItemMaker(stage)
    findings: list[FuzzFinding] = []
    try:
        for act in _acts(plan, stage, maker):
            if found := _performed(act, stage):
                maker.forget()
                stage.pause = plan.pause
                again = Counter(each.cause for each in _performed(act, stage))
                stage.pause = 0.0
                findings += [each for each in found if again[each.cause]]
        played = sum(maker.is_playable(each) for each in collections.all)
    finally:
        service.close()
    return PlayedSequences(
        tuple(grouped(replace(each, seeds=(plan.seed,)) for each in findings)),
        tuple(stage.open),
        service.count,
        played,
        frozenset(service.called),
        frozenset(service.reached),
    )


def _acts(plan: SequencePlan, stage: Stage, maker: ItemMaker) -> Iterator[Act]:
    rules: list[Rule] = [
        changes.changed_is_changed,
        existence.made_is_there,
        existence.made_is_listed,
        single_values.note_is_told,
        lists.one_makes_one,
        lists.pages_are_whole,
        lists.order_is_kept,
        choosing.filters_choose,
        repeating.repeated_has_one_effect,
        changes.stale_changes_nothing,
        others.unseen_is_unseen,
        others.forbidden_is_refused,
        revoked_is_refused(plan.contract),
        existence.removed_is_gone,
    ]
    for collection in stage.collections.all:
        if plan.operations and collection.label not in plan.operations:
            continue
        one = Play(stage, maker, collection, plan.rights)
        for rule in rules:
            yield _bound(rule, one)
    if not plan.operations:
        yield lambda: single_values.value_is_changed(stage, maker)


def _bound(rule: Rule, one: Play) -> Act:
    return lambda: rule(one)


def _performed(act: Act, stage: Stage) -> list[FuzzFinding]:
    found: list[FuzzFinding] = []
    try:
        found.extend(act())
    except Unplayable as error:
        stage.leave_open(str(error))
    except Found as failure:
        found.append(failure.finding)
    return found
