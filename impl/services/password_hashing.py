"""Hashing passwords without holding up anybody else.

Each hash takes 19 MiB for 20 ms or more, so that the number at once is a bound on
memory, too.
"""

from impl.errors import Flaw, Invalid
from impl.jobs.threads import ThreadPool
from impl.security import passwords
from impl.security.weakness import weakness


class Passwords:
    """Hashes and checks passwords on threads of its own."""

    def __init__(self, threads: int = 2, queue: int = 64) -> None:
        self._workers = ThreadPool("passwords", threads, queue)

    async def hash(self, password: str, pointer: str, email: str, name: str) -> str:
        """Return the hash of a new password; `pointer` is where it came from.

        The owner's email address and name are what it must not be made of.

        Raises:
            Invalid: it is too easy to guess (`weak_password`).
            Unavailable: too many are waiting.
        """

        def hashed() -> str | Invalid:
            fault = weakness(password, email, name)
            return _weak(fault, pointer) if fault else passwords.hash_password(password)

        result = await self._workers.run(hashed)
        if isinstance(result, Invalid):
            raise result
        return result

    async def verify(self, password: str, encoded: str | None) -> bool:
        """Tell whether a password is right, equally slowly for nobody's (None).

        Raises:
            Unavailable: too many are waiting.
        """
        return await self._workers.run(lambda: passwords.verify(password, encoded))

    async def renewed(self, password: str, encoded: str) -> str | None:
        """Return another hash of a right password, None if the one there is will do.

        Raises:
            Unavailable: too many are waiting.
        """
        if not passwords.is_outdated(encoded):
            return None
        return await self._workers.run(lambda: passwords.hash_password(password))

    def close(self) -> None:
        """Stop the threads."""
        self._workers.close()


def _weak(fault: str, pointer: str) -> Invalid:
    mend = "Use four or more unrelated words, or a password manager."
    flaw = Flaw("body", pointer, fault, code="weak_password", mend=mend)
    return Invalid("weak_password", fault, [flaw])
