"""A credential that was handed out and revoked is refused from then on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from impl.engine.mocking.recognition.plans import OperationPlan
from impl.engine.mocking.recognition.words import parts
from scripts.fuzzing.contract import FuzzedContract
from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.sequences.exchanges import PlayedCaller, PlayedReply, Unplayable
from scripts.fuzzing.sequences.places import Place
from scripts.fuzzing.sequences.play import Play, Rule
from scripts.fuzzing.sequences.stage import PlayedItem
from scripts.fuzzing.sequences.subjects import label_of

# Words in the names of what lets somebody in.
_SECRET: Final = frozenset(
    {"secret", "token", "key", "credential", "password", "value"}
)
_SHORTEST: Final = 12
# So much of a credential is made up.
_END: Final = 8
_MOST_TRIED: Final = 8
# A token that tells itself until when it is good (RFC 7519, §3).
_TELLING: Final = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*")


def revoked_is_refused(contract: FuzzedContract) -> Rule:
    """Return the rule: it needs to know where credentials are sent."""

    def rule(play: Play) -> Iterator[FuzzFinding]:
        delete = play.collection.delete
        if delete is None:
            return
        item = _widest(play)
        holder = _holder(play, contract, item)
        if holder is None:
            return
        plan, place, who, first = holder
        done = _revoke(play, delete, item)
        if not done.ok:
            return
        late = play.stage.send(plan, place, caller=who)
        secret = who.headers[0][1].rpartition(" ")[2]
        if late.ok and _TELLING.fullmatch(secret) and not play.rights.ends_at_once:
            play.stage.leave_open(
                f"{done.request.label}: the token says itself until when it is good"
            )
        elif late.ok:
            title = "A revoked credential is let in"
            told = f"{late.status} to {label_of(plan)} after {done.request.label}"
            yield play.finding(
                "revoked_is_refused", title, told, *item.trail, first, done, late
            )

    return rule


def _widest(play: Play) -> PlayedItem:
    """Make an item with all that lists of choices have: a key with every scope."""
    schemas = play.stage.collections.model.schemas
    sent = schemas.shape(play.collection.create.sent.item).properties
    choices = {
        name: list(schemas.shape(schemas.shape(place).items).enum)
        for name, place in sent.items()
    }
    given = {name: values for name, values in choices.items() if values}
    try:
        return play.make(given=given) if given else play.make()
    except Unplayable:
        return play.make()


def _revoke(play: Play, delete: OperationPlan, item: PlayedItem) -> PlayedReply:
    before = [play.stage.read(item)] if play.collection.read else []
    headers = play.stage.matching(delete, item.reply, *before)
    return play.stage.send(delete, item.place, headers=headers)


def _holder(
    play: Play, contract: FuzzedContract, item: PlayedItem
) -> tuple[OperationPlan, Place, PlayedCaller, PlayedReply] | None:
    """Return something that who holds a new credential may read, and nobody may."""
    for secret in _secrets(item.reply.body):
        for who in _holders(contract, secret):
            for plan, place in _readable(play, item):
                try:
                    reply = play.stage.send(plan, place, caller=who)
                    if reply.ok and not _is_open(play, plan, place, who):
                        return plan, place, who, reply
                except Unplayable:
                    continue
    return None


def _is_open(play: Play, plan: OperationPlan, place: Place, who: PlayedCaller) -> bool:
    """Tell whether anybody is let in: with no credential, or one that is made up."""
    [(name, value)] = who.headers
    made_up = value[:-_END] + value[-_END:].swapcase()[::-1]
    strangers = [PlayedCaller("nobody"), PlayedCaller("anybody", ((name, made_up),))]
    return any(play.stage.send(plan, place, caller=each).ok for each in strangers)


def _secrets(body: Any) -> Iterator[str]:
    if isinstance(body, dict):
        for name, value in body.items():
            if isinstance(value, dict):
                yield from _secrets(value)
            is_one = isinstance(value, str) and len(value) >= _SHORTEST
            if is_one and not _SECRET.isdisjoint(parts(name)):
                yield value


def _holders(contract: FuzzedContract, secret: str) -> Iterator[PlayedCaller]:
    for scheme in contract.package.schemes:
        if scheme.type == "apiKey" and scheme.location == "header":
            yield PlayedCaller("holder", ((scheme.parameter, secret),))
        elif scheme.type in {"oauth2", "openIdConnect"} or scheme.scheme == "bearer":
            yield PlayedCaller("holder", (("Authorization", f"Bearer {secret}"),))


def _readable(play: Play, item: PlayedItem) -> Iterator[tuple[OperationPlan, Place]]:
    """Yield what can be read where an item is, the nearest first."""
    known = {*item.ground.place}
    count = 0
    plans = sorted(
        play.stage.collections.model.plans.values(),
        key=lambda plan: -len(plan.operation.shape.holes),
    )
    for plan in plans:
        is_read = plan.operation.method == "GET" and known.issuperset(
            plan.operation.shape.holes
        )
        is_told = plan.role in {"read", "list", "read value"}
        demands = any(
            each.is_required and where == "query"
            for (where, _), each in plan.operation.parameters.items()
        )
        if is_read and is_told and not demands and count < _MOST_TRIED:
            count += 1
            yield plan, item.ground.place
