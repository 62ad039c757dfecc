"""Mail is written in the transaction of what it tells of, and sent afterwards."""

import json
from dataclasses import asdict

from impl.account_records import DueMail, Letter, ResetAsked
from impl.database.unit_of_work import UnitOfWork
from impl.errors import Conflict
from impl.repositories import outgoing_mail
from impl.security import sealing
from impl.security.keys import derive
from impl.services.letters import Letters


class Post:
    """Takes letters, if the service sends mail.

    Where it does, addresses have to be proven before they count, and nobody becomes a
    member of a team unasked. Where it does not, nobody could prove anything.

    Attributes:
        is_on: whether the service sends mail.
        letters: writes them.
    """

    def __init__(self, secret: str, letters: Letters, *, is_on: bool) -> None:
        self._key = derive(secret, "mail")
        self.letters = letters
        self.is_on = is_on

    async def send(self, work: UnitOfWork, letter: Letter) -> None:
        """Have a letter sent once `work` is committed; none if mail is off."""
        if self.is_on:
            await self._add(work, {"letter": asdict(letter)})

    async def ask_reset(self, work: UnitOfWork, asked: ResetAsked) -> None:
        """Have looked later who has an address, which takes longer if anybody has."""
        await self._add(work, {"reset": asdict(asked)})

    def opened(self, due: DueMail) -> Letter | ResetAsked:
        """Return what is to be sent, or looked for.

        Raises:
            ValueError: it was written under another secret key.
        """
        content = json.loads(sealing.unseal(due.sealed, self._key))
        if "reset" in content:
            return ResetAsked(**content["reset"])
        return Letter(**content["letter"])

    def require(self) -> None:
        """Do nothing where the service sends mail.

        Raises:
            Conflict: it does not (`mail_off`).
        """
        if not self.is_on:
            raise Conflict(
                "mail_off",
                "This service sends no mail; ask its administrator.",
            )

    async def _add(self, work: UnitOfWork, content: dict[str, object]) -> None:
        await outgoing_mail.add(work, sealing.seal(json.dumps(content), self._key))
