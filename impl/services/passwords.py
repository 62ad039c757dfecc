"""Hashing passwords without holding up anybody else.

Each hash takes 19 MiB for 20 ms or more, so that the number at once is a bound on
memory, too.
"""

from impl.errors import Flaw, Invalid
from impl.security import passwords
from impl.services.workers import Workers


class Passwords:
    """Hashes and checks passwords on threads of its own."""

    def __init__(self, threads: int = 2, queue: int = 64) -> None:
        self._workers = Workers("passwords", threads, queue)

    async def hash(self, password: str, email: str, pointer: str) -> str:
        """Return the hash of a new password; `pointer` is where it came from.

        Raises:
            Invalid: it is too easy to guess (`weak_password`).
            Unavailable: too many are waiting.
        """
        if weakness := passwords.weakness(password, email):
            flaw = Flaw(
                "body",
                pointer,
                weakness,
                code="weak_password",
                mend="Use some unrelated words or a password manager.",
            )
            raise Invalid("weak_password", weakness, [flaw])
        return await self._workers.run(lambda: passwords.hash_password(password))

    async def verify(self, password: str, encoded: str | None) -> bool:
        """Tell whether a password is right, equally slowly for nobody's (None).

        Raises:
            Unavailable: too many are waiting.
        """
        return await self._workers.run(lambda: passwords.verify(password, encoded))

    def close(self) -> None:
        """Stop the threads."""
        self._workers.close()
