"""Whether the audit records are those that were written, each of them and in order.

Records are linked into chains, one of each team, else of the person or thing that they
are about: a record's digest is of the record and of the digest before it. So whatever
is changed, left out, added or put elsewhere breaks a link, and whoever takes off the
end differs from what the database noted of it. Somebody who may change everything could
link it all anew; what was noted elsewhere, as `ends` returns it, finds that, too.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from uuid import UUID

import psycopg

from impl.database.engine import plain_url

_APPLICATION: Final = "countersign-audit"
_BATCH: Final = 2000
# As the function `audit_digest` of the database has it, which may be another one now.
CONTENT: Final = """
    json_build_array(
        number, chain, id, (extract(epoch FROM occurred_at) * 1000000)::bigint, actor,
        team_id, api_id, action, subject, details, client, request_id
    )::text
"""
_RECORDS: Final = f"""
    SELECT chain, ends.chain IS NOT NULL, coalesce(pruned_number, 0), pruned_digest,
           last_number, last_digest, number, id, digest, {CONTENT}
    FROM audit_chains AS ends FULL JOIN audit_events USING (chain)
    ORDER BY chain COLLATE "C", number, id
"""  # noqa: S608 - nothing in it is anybody's
_ENDS: Final = """
    SELECT chain, last_number, last_digest FROM audit_chains ORDER BY chain COLLATE "C"
"""
_EXPORT: Final = f"""
    SELECT {CONTENT}, digest FROM audit_events
    WHERE (%(team)s::uuid IS NULL OR team_id = %(team)s::uuid)
    AND (%(actor)s::text IS NULL OR actor = %(actor)s::text)
    AND (%(action)s::text IS NULL OR action = %(action)s::text)
    AND (%(since)s::timestamptz IS NULL OR occurred_at >= %(since)s::timestamptz)
    AND (%(until)s::timestamptz IS NULL OR occurred_at < %(until)s::timestamptz)
    ORDER BY id
"""  # noqa: S608 - nothing in it is anybody's
_END: Final = re.compile(r"([0-9]{1,18}) ([0-9a-f]{64}) (.+)")


class BrokenLink(Exception):
    """The audit records are not those that were written; the message says where."""


class NotAnEnd(ValueError):
    """A line is not one that says where a chain ends."""


class ChainEnd(NamedTuple):
    """The last record of a chain, at some time."""

    chain: str
    number: int
    digest: bytes

    def __str__(self) -> str:
        """Return it as a line."""
        return f"{self.number} {self.digest.hex()} {self.chain}"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found to be as it was written."""

    chains: int
    records: int


class _Row(NamedTuple):
    chain: str
    is_known: bool
    pruned_number: int
    pruned_digest: bytes | None
    last_number: int | None
    last_digest: bytes | None
    number: int | None
    id: UUID | None
    digest: bytes | None
    content: str


def ends(url: str) -> tuple[ChainEnd, ...]:
    """Return where each chain of the database at `url` ends now.

    Raises:
        psycopg.Error: the database can't be reached or read.
    """
    with _connected(url) as link:
        found = link.execute(_ENDS).fetchall()
    return tuple(ChainEnd(*each) for each in found)


def end_of(line: str) -> ChainEnd:
    """Read a line that says where a chain ended.

    Raises:
        NotAnEnd: it does not.
    """
    found = _END.fullmatch(line.rstrip("\n"))
    if found is None:
        msg = f"{line[:80]!r} does not say where a chain ended"
        raise NotAnEnd(msg)
    return ChainEnd(found[3], int(found[1]), bytes.fromhex(found[2]))


def verify(url: str, noted: Mapping[str, ChainEnd] | None = None) -> Verified:
    """Follow every link in the database at `url`, as it is at one moment.

    Args:
        url: of the database.
        noted: where chains ended earlier, kept where nobody of the database gets.

    Raises:
        BrokenLink: the first link that does not hold.
        psycopg.Error: the database can't be reached or read.
    """
    left = dict(noted or {})
    chains = records = 0
    with _connected(url) as link, link.cursor("records") as cursor:
        cursor.itersize = _BATCH
        cursor.execute(_RECORDS)
        walk: _Walk | None = None
        for row in map(_Row._make, cursor):
            if walk is None or walk.chain != row.chain:
                if walk is not None:
                    walk.end()
                walk = _Walk(row, left.pop(row.chain, None))
                chains += 1
            if row.number is not None:
                walk.follow(row)
                records += 1
        if walk is not None:
            walk.end()
    if left:
        msg = f"chain {min(left)} is gone, and was there earlier"
        raise BrokenLink(msg)
    return Verified(chains, records)


def export(url: str, wanted: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the records, the oldest first, each with its digest.

    Args:
        url: of the database.
        wanted: a team's id, an actor, an action, and the times since and until which;
            None is any.

    Raises:
        psycopg.Error: the database can't be reached or read.
    """
    with _connected(url) as link, link.cursor("export") as cursor:
        cursor.itersize = _BATCH
        cursor.execute(_EXPORT, wanted)
        for content, digest in cursor:
            yield content, digest.hex()


class _Walk:
    """Along one chain, from where it begins."""

    def __init__(self, begin: _Row, noted: ChainEnd | None) -> None:
        self.chain = begin.chain
        if not begin.is_known:
            msg = f"nothing is known of chain {self.chain}, and it has records"
            raise BrokenLink(msg)
        self._number = begin.pruned_number
        self._digest = begin.pruned_digest or b""
        self._last = begin.last_number, begin.last_digest
        self._noted = noted
        if (
            not self._number
            and self._digest != hashlib.sha256(self.chain.encode()).digest()
        ):
            msg = f"chain {self.chain} does not begin as it did"
            raise BrokenLink(msg)
        self._compare()

    def follow(self, row: _Row) -> None:
        """Go on to a record."""
        expected = self._number + 1
        if row.number != expected:
            msg = f"record {expected} of chain {self.chain} is missing"
            raise BrokenLink(msg)
        digest = hashlib.sha256(self._digest + row.content.encode()).digest()
        if digest != row.digest:
            msg = (
                f"record {expected} of chain {self.chain} ({row.id}) is not what was "
                "written there"
            )
            raise BrokenLink(msg)
        self._number, self._digest = expected, digest
        self._compare()

    def end(self) -> None:
        """Say that there are no more records."""
        if (self._number, self._digest) != self._last:
            msg = (
                f"chain {self.chain} ends with record {self._number}, and ended with "
                f"{self._last[0]}"
            )
            raise BrokenLink(msg)
        if self._noted and self._noted.number > self._number:
            msg = (
                f"chain {self.chain} ends with record {self._number}, and had "
                f"{self._noted.number} earlier"
            )
            raise BrokenLink(msg)

    def _compare(self) -> None:
        noted = self._noted
        if noted and noted.number == self._number and noted.digest != self._digest:
            msg = f"record {noted.number} of chain {self.chain} was another one earlier"
            raise BrokenLink(msg)


def _connected(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    connection = psycopg.connect(
        plain_url(url), connect_timeout=5, application_name=_APPLICATION
    )
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    return connection
