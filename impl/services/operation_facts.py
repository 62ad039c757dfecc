"""Who uses an operation, and since when it stands: as far as that is known.

Nothing is examined for it. Which operations a release added is what stored comparisons
with the release below it say; where there is none, an operation stands at least since
then. A comparison finds all operations that were added, whoever's reading counts.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from impl.database.unit_of_work import Database, Reader
from impl.engine.openapi.path_templates import EXPRESSION
from impl.overview_records import BuiltOn, ReleaseStep
from impl.repositories import landscapes, operation_facts
from impl.security.caller import Caller
from impl.services.member_lives import MemberLives

_RELEASES: Final = 60
_CHANGES: Final = 5000
_ADDED: Final = 2000
_LONGEST_NAME: Final = 300
_USAGES: Final = 50
_OF_MEMBERS: Final = 300
_LARGEST_USAGE: Final = 32_768


@dataclass(frozen=True, slots=True)
class OperationFact:
    """What is known of an operation.

    Attributes:
        since: the release since which it stands.
        is_first: whether the one below that does not have it; if not, it may have.
        users: who uses it, as far as they said.
    """

    since: str
    is_first: bool
    users: tuple[BuiltOn, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """A release, and what the step to it added; None if that is not known."""

    id: UUID
    version: str
    is_lowest: bool
    comparison_id: UUID | None
    added: frozenset[str] | None


class VersionFacts:
    """What is known of the operations of a version.

    Args:
        line: the version and the releases below it, the highest first.
        builders: who builds on the API, and with what names of operations; None for
            all of them.
        vague: who uses a part of this version that takes too much to tell.
    """

    def __init__(
        self,
        line: Sequence[_Known],
        builders: Sequence[tuple[BuiltOn, frozenset[str] | None]],
        vague: Sequence[BuiltOn],
    ) -> None:
        self._line = line
        self._builders = builders
        self.vague = vague

    @property
    def here(self) -> list[BuiltOn]:
        """Who was built against this very version."""
        every = [*(each for each, _ in self._builders), *self.vague]
        found = [each for each in every if each.base_id == self._line[0].id]
        return sorted(found, key=_name)

    def of(self, method: str, path: str) -> OperationFact:
        """Say what is known of an operation that the version has."""
        name = _operation(f"{method} {path}")
        place, is_first = self._since(name)
        having = {each.id for each in self._line[: place + 1]}
        users = tuple(
            each
            for each, used in self._builders
            if (each.base_id in having if used is None else name in used)
        )
        return OperationFact(self._line[place].version, is_first, users)

    def steps_since(self, method: str, path: str) -> dict[UUID, str]:
        """Return the comparisons since an operation stands, by what each led to.

        The latest step comes first, and there is no gap between them.
        """
        place, _ = self._since(_operation(f"{method} {path}"))
        return {
            each.comparison_id: each.version
            for each in self._line[:place]
            if each.comparison_id
        }

    def _since(self, name: str) -> tuple[int, bool]:
        """Return where in the line it is still known to be, and if it came there."""
        if len(name) > _LONGEST_NAME:
            return 0, False
        for place, step in enumerate(self._line):
            if step.is_lowest or (step.added is not None and name in step.added):
                return place, True
            if step.added is None:
                return place, False
        return len(self._line) - 1, False


class OperationFacts:
    """Says what is known of operations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_version(
        self, caller: Caller, api: tuple[UUID, UUID], version_id: UUID
    ) -> VersionFacts:
        """Return what is known of the operations of a version that the caller sees.

        `api` is the team and the API. Who builds on it is told to members alone.
        """
        team_id, api_id = api
        reader = self._database.read()
        edges = await landscapes.built_on(reader, caller, team_id)
        builders = [each for each in edges if each.api_id == api_id]
        used = await _used(reader, builders)
        line = await _line(reader, api_id, version_id)
        told = [
            (each, used[each.usage_digest] if each.usage_digest else None)
            for each in builders
            if each.usage_digest is None or each.usage_digest in used
        ]
        vague = [each for each in builders if each.usage_digest not in {None, *used}]
        return VersionFacts(line, told, vague)

    async def of_members(
        self, facts: VersionFacts, method: str, path: str
    ) -> MemberLives:
        """Return what became of the members of an operation's messages.

        `facts` are those of the version, which the caller sees.
        """
        steps = facts.steps_since(method, path)
        if not steps:
            return MemberLives((), {})
        name = json.dumps(f"{method} {path}").encode()
        reader = self._database.read()
        found = await operation_facts.changes_of(reader, steps, name, _OF_MEMBERS)
        # Of some of very many nobody knows what the others say.
        return MemberLives(found if len(found) < _OF_MEMBERS else (), steps)


async def _used(
    reader: Reader, builders: Collection[BuiltOn]
) -> dict[str, frozenset[str] | None]:
    """Return what operations usages name, by their digests; None for all."""
    digests = {each.usage_digest for each in builders if each.usage_digest}
    if not digests:
        return {}
    base_ids = {each.base_id for each in builders}
    found = await operation_facts.usages(
        reader, base_ids, digests, _LARGEST_USAGE, _USAGES
    )
    return {each.usage_digest: _named(each.content) for each in found}


async def _line(reader: Reader, api_id: UUID, version_id: UUID) -> list[_Known]:
    steps = await operation_facts.steps(reader, api_id, version_id, _RELEASES)
    asked = _bounded(steps)
    added = await operation_facts.added(reader, asked, _ADDED) if asked else ()
    if len(added) == _ADDED:
        # Some may be missing, and nobody knows of which.
        asked, added = set(), ()
    names: dict[UUID, set[str]] = {each: set() for each in asked}
    for each in added:
        change = json.loads(each.content)
        if change["kind"] == "operation-added":
            names[each.comparison_id].update(map(_operation, change["operations"]))
    return [
        _Known(
            each.id,
            each.version,
            each.below_id is None,
            each.comparison_id,
            frozenset(names[each.comparison_id])
            if each.comparison_id in names
            else None,
        )
        for each in steps
    ]


def _bounded(steps: Iterable[ReleaseStep]) -> set[UUID]:
    """Return the comparisons that lead down without a gap, as far as that goes."""
    found, size = set[UUID](), 0
    for each in steps:
        size += each.changes or 0
        if each.comparison_id is None or size > _CHANGES:
            break
        found.add(each.comparison_id)
    return found


def _named(usage: bytes) -> frozenset[str] | None:
    operations = json.loads(usage).get("operations")
    return None if operations is None else frozenset(map(_operation, operations))


def _operation(written: str) -> str:
    """Write an operation so that the names of its path parameters don't matter."""
    method, _, path = written.partition(" ")
    return f"{method.upper()} {EXPRESSION.sub('{}', path)}"


def _name(edge: BuiltOn) -> tuple[str, str]:
    return edge.consumer_team, edge.consumer
