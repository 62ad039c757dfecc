"""Mail as those get it whom a service in a test sends it to."""

import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from email.message import EmailMessage

from impl import rules
from impl.database.unit_of_work import Database
from impl.jobs.mail_queue import MailQueue
from impl.services.letters import Letters
from impl.services.mail_delivery import MailDelivery
from impl.services.password_hashing import Passwords
from impl.services.password_resets import PasswordResets
from impl.services.post import Post
from impl.services.rate_limits import Rate, RateLimiter
from impl.settings import Settings

_TOKEN = re.compile("csa_[A-Za-z0-9_-]{43}")


@contextlib.asynccontextmanager
async def unmanned(queue: MailQueue) -> AsyncIterator[None]:
    """Stand for `MailQueue.working`: leave all mail to a mailbox."""
    yield


class Mailbox:
    """Gets whatever is due, when it is asked to; nothing waits for the clock."""

    def __init__(self, database: Database, settings: Settings) -> None:
        secret = settings.secret_key.get_secret_value()
        self.messages: list[EmailMessage] = []
        self.limiter = RateLimiter(database, secret)
        post = Post(secret, Letters("https://service.example", ""), is_on=True)
        resets = PasswordResets(
            *(database, Passwords(), self.limiter, rules.tokens(settings), post),
            secret,
        )
        limits = (self.limiter, Rate("mail", settings.mail_rate_recipient))
        self._delivery = MailDelivery(
            *(post, self._take, settings.mail_from, limits, resets.answer)
        )
        # What is sent at once arrives in any order.
        singly = replace(rules.mail(settings), at_once=1)
        self.queue = MailQueue(database, self._delivery.deliver, singly)

    async def _take(self, message: EmailMessage) -> None:
        self.messages.append(message)

    async def to(self, address: str) -> list[EmailMessage]:
        """Return the messages to an address up to now, the oldest first."""
        await self.queue.run_due()
        return [each for each in self.messages if each["To"] == address]

    async def token(self, address: str) -> str:
        """Return the token in the last message to an address."""
        return token_in((await self.to(address))[-1])


def token_in(message: EmailMessage) -> str:
    """Return the token in a message."""
    [token] = _TOKEN.findall(message.get_content())
    return str(token)
