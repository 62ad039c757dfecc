"""Gather which members of bodies were sent or read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from impl.engine.comparison.contract import media_ranges
from impl.engine.comparison.contract.message_parts import normal_media_type
from impl.engine.openapi.pointers import escape
from impl.engine.usage.members import EVERY, MemberTree
from impl.engine.usage.places import is_free, members_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from impl.engine.comparison.contract.message_parts import (
        DeclaredContent,
        DeclaredMessage,
    )
    from impl.engine.comparison.contract.surface import Surface

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class SeenBody:
    """A body that was seen, or expected.

    Attributes:
        media_type: its media type; empty if nobody said it.
        value: its value as JSON; None with `is_opaque`.
        is_opaque: whether nothing but its being there is known.
    """

    media_type: str
    value: Any = None
    is_opaque: bool = False


def parsed(text: str, media_type: str) -> SeenBody:
    """Read the text of a body: JSON or a form; of anything else only that it is."""
    kind = media_type.partition(";")[0].strip().lower()
    if media_ranges.is_json(kind):
        try:
            return SeenBody(media_type, json.loads(text))
        except (ValueError, RecursionError):
            return SeenBody(media_type, is_opaque=True)
    if kind == _FORM:
        return SeenBody(media_type, dict(parse_qsl(text, keep_blank_values=True)))
    return SeenBody(media_type, is_opaque=True)


class BodyRecord:
    """Which media types and members of a body were sent or read.

    Attributes:
        is_there: whether there ever was one.
        media_types: its media types.
        members: its members.
    """

    def __init__(self) -> None:
        self.is_there = False
        self.media_types: set[str] = set()
        self.members = MemberTree()


class BodyRecorder:
    """Takes bodies down, as far as a contract declares what they hold.

    Args:
        surface: the contract.
        note: called with a sentence about whatever it does not declare.
    """

    def __init__(self, surface: Surface, note: Callable[[str], None]) -> None:
        self._surface = surface
        self._note = note

    def take(
        self, body: SeenBody, declared: DeclaredMessage, record: BodyRecord, where: str
    ) -> None:
        """Take a body down.

        Args:
            body: the body.
            declared: what the contract says of it.
            record: where to.
            where: what people call the place.
        """
        record.is_there = True
        media_types, members = record.media_types, record.members
        contents = dict(declared.contents)
        content: DeclaredContent | None = None
        if body.media_type:
            content = media_ranges.covering(
                normal_media_type(body.media_type), contents
            )
            if content is None:
                self._note(f"{body.media_type} is not declared for {where}.")
                members.is_whole = True
                media_types.update(contents)
                return
        elif contents:
            named = (held for held in contents.values() if held.is_json)
            content = next(named, next(iter(contents.values())))
        if content is None:
            members.is_whole = True
            return
        media_types.add(content.media_type)
        if body.is_opaque or content.schema is None:
            members.is_whole = True
            return
        self._record(body.value, [content.schema], members, "", where)

    def _record(
        self, value: Any, places: list[str], tree: MemberTree, at: str, where: str
    ) -> None:
        if not isinstance(value, dict | list) or is_free(self._surface, places):
            tree.is_whole = True
        elif isinstance(value, list):
            if not value:
                tree.is_whole = True
                return
            inner = tree.inner.setdefault(EVERY, MemberTree())
            there = [
                place
                for place in members_of(self._surface, places, "0")
                if "/items" in place or "/prefixItems" in place
            ]
            for item in value:
                self._record(item, there, inner, f"{at}/*", where)
        else:
            self._record_members(value, places, tree, at, where)

    def _record_members(
        self,
        value: dict[str, Any],
        places: list[str],
        tree: MemberTree,
        at: str,
        where: str,
    ) -> None:
        for name, held in value.items():
            here = f"{at}/{escape(name)}"
            there = [
                place
                for place in members_of(self._surface, places, name)
                if self._surface.value(place) not in (True, False, {})
                or not place.endswith("/additionalProperties")
            ]
            if not there:
                self._note(f"{here} in {where} is not declared.")
                continue
            inner = tree.inner.setdefault(name, MemberTree())
            self._record(held, there, inner, here, where)
