"""Whether mail could be sent by what the settings name; no message is."""

import asyncio
import contextlib
import os
import ssl
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Final

import aiosmtplib
from aiosmtplib.errors import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPHeloError,
    SMTPResponseException,
)

from impl.integrations.mail import smtp_address

_WAY: Final = (
    "Mend host and port of COUNTERSIGN_MAIL (smtps:// is for TLS from the first byte, "
    "smtp:// for STARTTLS), or the way there."
)
_CERTIFICATE: Final = (
    "The host of COUNTERSIGN_MAIL has to be the name in a certificate that this "
    "machine trusts; smtps:// is for TLS from the first byte, smtp:// for STARTTLS."
)
_NO_TLS: Final = (
    "Without it nothing is sent to another machine: use smtps://, or a server that "
    "has it."
)
_USER: Final = "Mend user and password of COUNTERSIGN_MAIL."
_NO_USER: Final = (
    "Leave user and password out of COUNTERSIGN_MAIL, or use the server's port for "
    "submission, which is 587 mostly."
)


class MailUnusable(Exception):
    """Nothing can be sent; the message says why, and what an operator mends."""


Trial = Callable[[], Awaitable[None]]


def trial_of(url: str, seconds: float) -> Trial | None:
    """Return what raises MailUnusable if nothing could be sent; None is needed by none.

    Args:
        url: what sends mail, as `mail.sender_of` takes it.
        seconds: the longest wait for a server, altogether.
    """
    if url == "console":
        return None
    if url.startswith("file:"):
        return FolderTrial(Path(url.removeprefix("file:")))
    return SmtpTrial(url, seconds)


class FolderTrial:
    """Looks whether messages could be written; nothing is, and no folder is made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()

    async def __call__(self) -> None:
        """Do it.

        Raises:
            MailUnusable: they could not.
        """
        above = (self._folder, *self._folder.parents)
        there = next(each for each in above if each.exists())
        if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
            msg = (
                f"{there} is no folder that can be written. Let COUNTERSIGN_MAIL name "
                "one that the service may write."
            )
            raise MailUnusable(msg)


class SmtpTrial:
    """Goes as far as before a message, and sends none (NOOP, RFC 5321 §4.1.1.9)."""

    def __init__(self, url: str, seconds: float) -> None:
        self._at = smtp_address(url)
        self._place = f"{self._at.host}:{self._at.port}"
        self._seconds = seconds

    async def __call__(self) -> None:
        """Do it.

        Raises:
            MailUnusable: a message would not come that far.
        """
        client = aiosmtplib.SMTP(
            hostname=self._at.host,
            port=self._at.port,
            use_tls=self._at.is_tls,
            start_tls=False,
            timeout=self._seconds,
        )
        try:
            async with asyncio.timeout(self._seconds):
                await self._go_through(client)
        except TimeoutError:
            late = f"does not answer within {self._seconds:g} s"
            raise self._unusable(late, _WAY) from None
        except (SMTPException, OSError) as error:
            raise self._unusable(f"can't be used: {_said(error)}", _WAY) from None
        finally:
            client.close()

    async def _go_through(self, client: aiosmtplib.SMTP) -> None:
        with self._telling_of_tls():
            await client.connect()
            await _greet(client)
            if self._at.start_tls is not False:
                await self._start_tls(client)
        if self._at.user is not None:
            await self._log_in(client, self._at.user)
        await client.noop()
        with contextlib.suppress(SMTPException):
            await client.quit()

    @contextlib.contextmanager
    def _telling_of_tls(self) -> Iterator[None]:
        try:
            yield
        except (SMTPException, OSError) as error:
            fault: BaseException | None = error
            while fault is not None and not isinstance(fault, ssl.SSLError):
                fault = fault.__cause__ or fault.__context__
            if fault is None:
                raise
            what = f"speaks no TLS as it should: {_said(fault)}"
            raise self._unusable(what, _CERTIFICATE) from None

    async def _start_tls(self, client: aiosmtplib.SMTP) -> None:
        if client.supports_extension("starttls"):
            await client.starttls()
            await _greet(client)
        elif self._at.start_tls:
            raise self._unusable("offers no STARTTLS", _NO_TLS)

    async def _log_in(self, client: aiosmtplib.SMTP, user: str) -> None:
        if not client.supported_auth_methods:
            raise self._unusable("offers no log-in known here", _NO_USER)
        try:
            await client.login(user, self._at.password or "")
        except SMTPAuthenticationError as error:
            refused = f"refuses the log-in ({error.code})"
            raise self._unusable(refused, _USER) from None

    def _unusable(self, what: str, mend: str) -> MailUnusable:
        return MailUnusable(f"{self._place} {what}. {mend}")


async def _greet(client: aiosmtplib.SMTP) -> None:
    try:
        await client.ehlo()
    except SMTPHeloError:  # RFC 5321 §3.2: an old one that knows no extension
        await client.helo()


def _said(error: BaseException) -> str:
    """Return what went wrong as one line, which no server can make two of."""
    text = str(error)
    if isinstance(error, SMTPResponseException):
        text = f"{error.code} {error.message}"
    said = "".join(each for each in " ".join(text.split()) if each.isprintable())
    return said[:200].rstrip(". ") or type(error).__name__
