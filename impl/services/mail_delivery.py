"""Letters on their way to whom they are for."""

import logging
from collections.abc import Awaitable, Callable

from impl.account_records import DueMail, Letter, ResetAsked
from impl.errors import RateLimited
from impl.integrations.mail import Send, Unsent, message
from impl.services.post import Post
from impl.services.rate_limits import Rate, RateLimiter

_LOGGER = logging.getLogger(__name__)


class MailDelivery:
    """Sends what is due.

    Anybody can have mail sent to anybody: invitations, proofs and resets. Of each there
    are only so many an hour to one address; the rest are dropped, and not told of.
    The first of them are there, so that nobody is kept from theirs.

    Args:
        post: who wrote it.
        send: takes a message.
        sender: `Name <address>` that messages come from.
        limits: the limiter, and the rate of messages to one address.
        answer: writes a letter to who asked for a new password.
    """

    def __init__(
        self,
        post: Post,
        send: Send,
        sender: str,
        limits: tuple[RateLimiter, Rate],
        answer: Callable[[ResetAsked], Awaitable[None]],
    ) -> None:
        self._post = post
        self._send = send
        self._sender = sender
        self._limiter, self._rate = limits
        self._answer = answer

    async def deliver(self, due: DueMail) -> None:
        """Send a message, or write one that was asked for.

        Raises:
            Unsent: nobody took it.
            Unavailable: the database could not serve it.
        """
        try:
            content = self._post.opened(due)
        except ValueError as error:
            raise Unsent(str(error), is_final=True) from error
        if isinstance(content, ResetAsked):
            if await self._is_one_too_many("password_reset", content.email, due):
                return
            await self._answer(content)
        elif not await self._is_unwanted(content, due):
            await self._send(
                message(
                    *(self._sender, content.to, content.subject, content.text),
                    str(due.id),
                )
            )

    async def _is_unwanted(self, letter: Letter, due: DueMail) -> bool:
        # Of resets it was asked before the letter was written.
        if letter.purpose in ("notice", "password_reset"):
            return False
        return await self._is_one_too_many(letter.purpose, letter.to, due)

    async def _is_one_too_many(self, purpose: str, email: str, due: DueMail) -> bool:
        if due.attempts > 1:
            return False
        try:
            await self._limiter.attempt((self._rate, f"{purpose} {email.lower()}"))
        except RateLimited:
            _LOGGER.info("Too much mail for one address: a %s is dropped", purpose)
            return True
        return False
