"""Repeated calls have one effect and one answer (Idempotency-Key).

A key is claimed for the length of the transaction that does the work, so there is
never a claim without an answer. Who calls again meanwhile is told to wait.

The answer is kept as it is sent, in the transaction of what it tells of. So a repeat
gets it even where records, models or the contract have other members by then.
"""

import base64
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest
from typing import Any, Final, Generic, NamedTuple, TypeVar
from uuid import UUID

from pydantic import TypeAdapter

from impl.database.unit_of_work import UnitOfWork
from impl.errors import Conflict, Flaw, Invalid
from impl.repositories import idempotency_keys

T = TypeVar("T")
_LIFE: Final = timedelta(hours=24)
_WIRE: Final = "wire"


@dataclass(frozen=True, slots=True)
class WireAnswer:
    """An answer as it is sent: status, header fields and body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class KeyDigests(NamedTuple):
    """What a call is told by: digests of its key, and of what it asks for."""

    key: bytes
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class IdempotentCall(Generic[T]):
    """A call that may be repeated.

    Attributes:
        key: a digest of its key and of whose it is.
        fingerprint: a digest of what it asks for.
        write: turns what was done into the answer.
        others: what it may have been told by before, while secrets change.
    """

    key: bytes
    fingerprint: bytes
    write: Callable[[T], WireAnswer]
    others: tuple[KeyDigests, ...] = ()


class AlreadyAnswered(Exception):
    """The call was made before, and `answer` is what it got.

    Attributes:
        answer: as it was sent.
    """

    def __init__(self, answer: WireAnswer) -> None:
        super().__init__("the call has its answer")
        self.answer = answer


async def run_once(
    work: UnitOfWork,
    call: IdempotentCall[T] | None,
    kind: type[T],
    effect: Callable[[], Awaitable[T]],
    about: Callable[[T], UUID] | None = None,
) -> T:
    """Return what `effect` did, if it has not been done before; the caller commits.

    `about` says whom the answer tells of: it is forgotten with that person.

    Raises:
        AlreadyAnswered: it has.
        Conflict: the first call is still running (`idempotency_in_progress`).
        Invalid: the key came with another request, or what its call made is gone
            (`idempotency_key_reused`).
    """
    if call is None:
        return await effect()
    known_by = (KeyDigests(call.key, call.fingerprint), *call.others)
    for each in sorted(known_by):
        if not await idempotency_keys.claim(work, each.key):
            raise Conflict(
                "idempotency_in_progress",
                "A call with this Idempotency-Key is being worked on; "
                "try again shortly.",
            )
    for each in known_by:
        if kept := await idempotency_keys.find(work, each.key):
            if not compare_digest(kept.fingerprint, each.fingerprint):
                raise _reused("another request")
            if not kept.answer:
                raise _reused("an account that is gone")
            return _read(kept.answer, kind)
    result = await effect()
    answer = _written(result, kind, call.write(result))
    person_id = about(result) if about else None
    await idempotency_keys.store(
        work, call.key, call.fingerprint, answer, person_id, _LIFE
    )
    return result


def _reused(purpose: str) -> Invalid:
    detail = f"This Idempotency-Key was used for {purpose}; take a new one."
    return Invalid(
        "idempotency_key_reused", detail, [Flaw("header", "/Idempotency-Key", detail)]
    )


def _written(result: T, kind: type[T], answer: WireAnswer) -> bytes:
    # Until no process is left of a release that read nothing but the record's members:
    # it finds them, and takes no notice of any other.
    members: dict[str, Any] = _adapter(kind).dump_python(result, mode="json")
    members[_WIRE] = {
        "status": answer.status,
        "headers": answer.headers,
        "body": base64.b64encode(answer.body).decode(),
    }
    return json.dumps(members).encode()


def _read(kept: bytes, kind: type[T]) -> T:
    """Return what such a release did.

    Raises:
        AlreadyAnswered: a release that keeps answers did it.
    """
    wire = json.loads(kept).get(_WIRE)
    if wire is None:
        return _adapter(kind).validate_json(kept)
    fields = tuple((name, text) for name, text in wire["headers"])
    body = base64.b64decode(wire["body"])
    raise AlreadyAnswered(WireAnswer(wire["status"], fields, body))


_adapters: dict[object, TypeAdapter[Any]] = {}


def _adapter(kind: type[T]) -> TypeAdapter[T]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]
