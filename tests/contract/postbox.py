"""Mail that the fuzzed service left in a folder, for those who need a token of it."""

import re
import time
from email import message_from_bytes, policy
from pathlib import Path

from scripts.proving.requests import PopulationError

# The service looks once a second whether there is anything to be sent.
_PATIENCE = 60.0
_POLL = 0.05
_TOKEN = re.compile("csa_[A-Za-z0-9_-]{43}")
PROOF = "Is this your email address?"
RESET = "A new password for your account"


class Postbox:
    """Finds tokens; each message is read once.

    Args:
        folder: where the service leaves messages; empty if nobody knows.
    """

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder) if folder else None
        self._read: set[str] = set()
        self._tokens: dict[tuple[str, str], str] = {}

    def token(self, address: str, subject: str) -> str:
        """Return the token in the message with a subject to an address.

        Raises:
            PopulationError: there is no such message.
        """
        end = time.monotonic() + (_PATIENCE if self._folder else 0)
        while (address, subject) not in self._tokens:
            if time.monotonic() >= end:
                raise PopulationError(f"There is no mail to {address}")
            time.sleep(_POLL)
            self._look()
        return self._tokens.pop((address, subject))

    def _look(self) -> None:
        assert self._folder
        for path in self._folder.glob("*.eml"):
            if path.name in self._read:
                continue
            self._read.add(path.name)
            made = message_from_bytes(path.read_bytes(), policy=policy.default)
            if found := _TOKEN.search(made.get_content()):
                self._tokens[str(made["To"]), str(made["Subject"])] = found[0]
