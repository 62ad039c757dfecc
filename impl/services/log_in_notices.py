"""People are told of log-ins that may not have been theirs (OWASP ASVS 5.0, 6.3.5)."""

from typing import Final

from impl.database.unit_of_work import UnitOfWork
from impl.records import Session
from impl.repositories import known_addresses, people
from impl.services.access import found
from impl.services.post import Post
from impl.services.rate_limits import RateLimiter, Subject

# So many mistakes in a row are seldom the owner's.
_MANY: Final = 5


class LogInNotices:
    """Writes a letter about a log-in from a new place, or after much guessing.

    Only who got in is told of, so that nobody can have mail sent to others by guessing,
    nor find out by it who has an account.
    """

    def __init__(self, post: Post, limiter: RateLimiter) -> None:
        self._post = post
        self._limiter = limiter

    async def consider(
        self,
        work: UnitOfWork,
        session: Session,
        failures: tuple[Subject, ...],
        *,
        is_known: bool,
    ) -> None:
        """Tell the owner of an account of a log-in, if there is a reason.

        Args:
            work: the unit of work of the log-in, before it is known where it is from.
            session: what it opened.
            failures: what counts those that failed, this one among them; nothing where
                nobody can guess.
            is_known: whether they have logged in from there before.
        """
        if not self._post.is_on:
            return
        counted = [await self._limiter.counted(work, *each) for each in failures]
        failed = max(counted, default=1) - 1
        owner = session.person_id
        is_strange = not is_known and await known_addresses.has_any(work, owner)
        if failed < _MANY and not is_strange:
            return
        person = found(await people.find(work, owner), "account")
        failed = failed if failed >= _MANY else 0
        letter = self._post.letters.logged_in(person.email, session.user_agent, failed)
        await self._post.send(work, letter)
