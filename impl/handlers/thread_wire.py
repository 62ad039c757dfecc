"""Threads as wire models."""

from typing import Literal, cast
from uuid import UUID

from pydantic import MISSING

from generated import models
from impl.handlers import wire
from impl.security import ids
from impl.thread_records import NOWHERE, Comment, CommentThread, WantedThread

_Fate = Literal["same", "moved", "changed", "gone", "unknown"]


def wanted(given: models.ThreadAnchor | MISSING, body: str) -> WantedThread:
    """Read what somebody wants to talk about."""
    anchor = wire.given(given)
    if anchor is None:
        return WantedThread(None, None, body)
    return WantedThread(anchor.side.value, anchor.pointer, body)


def thread(record: CommentThread) -> models.Thread:
    """Write a thread; constraints of its table say which values it has."""
    return models.Thread(
        id=ids.encode(ids.THREAD, record.id),
        proposal=record.proposal,
        revision=record.revision,
        state=models.ThreadState("resolved" if record.resolved_at else "open"),
        begun_at=wire.optional(_begun_at(record)),
        stands_at=wire.optional(_stands_at(record)),
        fate=wire.optional(cast("_Fate | None", record.fate)),
        comments=record.comments,
        author=wire.optional(_person(record.author_id)),
        resolved_by=wire.optional(_person(record.resolved_by)),
        resolved_at=wire.optional(record.resolved_at),
        created_at=record.created_at,
    )


def _begun_at(record: CommentThread) -> models.ThreadPlace | None:
    if record.side is None or record.pointer is None or record.line is None:
        return None
    return models.ThreadPlace(
        revision=record.revision,
        side=models.DocumentSide(record.side),
        pointer=record.pointer,
        line=record.line,
        excerpt=record.excerpt or "",
    )


def _stands_at(record: CommentThread) -> models.ThreadPlace | None:
    pointer, line, side = record.last_pointer, record.last_line, record.side
    if record.fate in NOWHERE or pointer is None or line is None or side is None:
        return None
    return models.ThreadPlace(
        revision=record.latest_revision,
        side=models.DocumentSide(side),
        pointer=pointer,
        line=line,
        excerpt=record.last_excerpt or "",
    )


def comment(record: Comment) -> models.Comment:
    """Write a comment."""
    return models.Comment(
        id=ids.encode(ids.COMMENT, record.id),
        thread_id=ids.encode(ids.THREAD, record.thread_id),
        body=record.body,
        author=wire.optional(_person(record.author_id)),
        created_at=record.created_at,
    )


def _person(person_id: UUID | None) -> str | None:
    return ids.encode(ids.PERSON, person_id) if person_id else None
