"""Repeated calls: the effect and the kept answer are one transaction.

A caller's key is reserved first, so a second call either finds the answer or is told
that the first is still running. An effect that fails leaves no trace of the key.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest
from typing import Any, Final, TypeVar
from uuid import UUID

from pydantic import TypeAdapter

from impl.database.unit_of_work import UnitOfWork
from impl.errors import Conflict, Flaw, Invalid
from impl.repositories import idempotency_keys

T = TypeVar("T")
_LIFE: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A call that can be repeated: digests of whose key it is, and of the request."""

    key: bytes
    fingerprint: bytes


async def once(
    work: UnitOfWork,
    call: Repeatable | None,
    kind: type[T],
    effect: Callable[[], Awaitable[T]],
    about: Callable[[T], UUID] | None = None,
) -> T:
    """Return what `effect` did, or what it did the first time; the caller commits.

    `about` says whom the answer tells of: it is forgotten with that person.

    Raises:
        Conflict: the first call is still running (`idempotency_in_progress`).
        Invalid: the key came with another request, or what its call made is gone
            (`idempotency_key_reused`).
    """
    if call is None:
        return await effect()
    if not await idempotency_keys.claim(work, call.key):
        raise Conflict(
            "idempotency_in_progress",
            "A call with this Idempotency-Key is being worked on; try again shortly.",
        )
    if kept := await idempotency_keys.find(work, call.key):
        if not compare_digest(kept.fingerprint, call.fingerprint):
            raise _reused("another request")
        if not kept.answer:
            raise _reused("an account that is gone")
        repeated: T = _adapter(kind).validate_json(kept.answer)
        return repeated
    result = await effect()
    answer = _adapter(kind).dump_json(result)
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


_adapters: dict[object, TypeAdapter[Any]] = {}


def _adapter(kind: type[T]) -> TypeAdapter[T]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]
