"""What there is to know of proposals, of several tables at once."""

from collections.abc import Collection
from typing import Final, NamedTuple
from uuid import UUID

from impl.database.unit_of_work import Reader
from impl.proposal_records import ProposalRevision, Review, RevisionAuthor
from impl.records import Page, Standing
from impl.repositories import proposal_revisions, proposals, reviews, threads
from impl.repositories.pages import range_of
from impl.repositories.proposal_revisions import AUTHORS, LATEST
from impl.repositories.reviews import LAST_WORDS
from impl.repositories.together import Together
from impl.security.caller import Caller
from impl.thread_records import CommentThread

_DONE: Final = Together(LATEST, AUTHORS, LAST_WORDS)
_SAID: Final = Together(
    proposals.STANDING,
    reviews.PAGE.query,
    threads.PAGE.query,
    proposal_revisions.PAGE.query,
)


class DoneSoFar(NamedTuple):
    """What has been done for some proposals.

    Attributes:
        latest: the latest revision of each that has any.
        authors: who wrote revisions of which.
        last_words: the last verdict of each reviewer, comments aside.
    """

    latest: tuple[ProposalRevision, ...]
    authors: tuple[RevisionAuthor, ...]
    last_words: tuple[Review, ...]


class SaidSoFar(NamedTuple):
    """What is said of a proposal, latest first, and what the caller is in its team."""

    standing: Standing
    reviews: Page[Review]
    threads: Page[CommentThread]
    revisions: Page[ProposalRevision]


async def done(reader: Reader, proposal_ids: Collection[UUID]) -> DoneSoFar:
    """Return what has been done for some proposals."""
    latest, authors, said = await _DONE.rows(reader, {"ids": list(proposal_ids)})
    return DoneSoFar(
        tuple(map(LATEST.record, latest)),
        tuple(map(AUTHORS.record, authors)),
        tuple(map(LAST_WORDS.record, said)),
    )


async def said(
    reader: Reader, caller: Caller, place: tuple[UUID, UUID, int], limit: int
) -> SaidSoFar | None:
    """Return the last of what belongs to a proposal; None if it is hidden.

    `place` is the team, the API and the number.
    """
    values = proposals.scope(caller, place, state=None, **range_of(limit, None))
    standing, reviewed, begun, revised = await _SAID.rows(reader, values)
    known_reviews = reviews.PAGE.page(reviewed, limit)
    known_threads = threads.PAGE.page(begun, limit)
    revisions = proposal_revisions.PAGE.page(revised, limit)
    if not standing or known_reviews is None or known_threads is None:
        return None
    if revisions is None:
        return None
    [found] = map(proposals.STANDING.record, standing)
    return SaidSoFar(found, known_reviews, known_threads, revisions)
