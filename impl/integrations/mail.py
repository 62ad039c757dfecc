"""Senders of mail: the terminal, a folder, or an SMTP server (RFC 5321)."""

import asyncio
import os
import ssl
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import aiosmtplib
from aiosmtplib.errors import (
    SMTPException,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

_PORTS: Final = {"smtp": 587, "smtps": 465}
# From here on a server's answer is final (RFC 5321 §4.2.1).
_FINAL: Final = 500


class Unsent(Exception):
    """A message was not taken; the message says why, without addresses.

    Attributes:
        is_final: whether it is no use to try again.
    """

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


Send = Callable[[EmailMessage], Awaitable[None]]


def message(sender: str, to: str, subject: str, text: str, number: str) -> EmailMessage:
    """Return a message as it is sent.

    Args:
        sender: `Name <address>`, or an address.
        to: an address.
        subject: one line.
        text: plain text.
        number: what is the message's own; one that is sent twice is known by it.
    """
    name, address = parseaddr(sender)
    domain = address.rpartition("@")[2]
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(name, addr_spec=address)
    made["To"] = Address(addr_spec=to)
    made["Subject"] = subject
    made["Date"] = format_datetime(datetime.now(UTC))
    made["Message-ID"] = f"<{number}@{domain}>"
    # No machine is to answer it (RFC 3834 §5).
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text, cte="7bit" if text.isascii() else "quoted-printable")
    return made


def sender_of(url: str, seconds: float) -> Send:
    """Return what sends mail.

    Args:
        url: `console`, `file:FOLDER`, `smtp://[user:password@]host[:port]`, or
            `smtps://…` for TLS from the first byte. With `smtp` it is TLS after
            STARTTLS, or nothing, unless the server is on this machine.
        seconds: the longest wait for the server.
    """
    if url == "console":
        return _to_console
    if url.startswith("file:"):
        return Folder(Path(url.removeprefix("file:"))).send
    return SmtpServer(url, seconds).send


async def _to_console(made: EmailMessage) -> None:
    head = "".join(f"{name}: {made[name]}\n" for name in ("To", "Subject"))
    sys.stdout.write(f"── mail\n{head}\n{made.get_content()}──\n")
    sys.stdout.flush()


class Folder:
    """Keeps messages as files that a mail program opens."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, made: EmailMessage) -> None:
        """Write a message.

        Raises:
            Unsent: it can't be written.
        """
        await asyncio.to_thread(self._write, made)

    def _write(self, made: EmailMessage) -> None:
        number = str(made["Message-ID"]).strip("<>").partition("@")[0]
        path = self._folder / f"{number}.eml"
        partial = path.with_suffix(".partial")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            partial.touch(mode=0o600)
            partial.write_bytes(made.as_bytes())
            os.replace(partial, path)  # noqa: PTH105 - says that it replaces
        except OSError as error:
            raise Unsent(f"The folder can't be written: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class SmtpAddress:
    """Where a server is, and as whom it is used.

    Attributes:
        is_tls: whether it is TLS from the first byte.
        start_tls: whether it becomes TLS; None is where that is offered.
    """

    host: str
    port: int
    user: str | None
    password: str | None
    is_tls: bool
    start_tls: bool | None


def smtp_address(url: str) -> SmtpAddress:
    """Return what a URL, as `sender_of` takes it, says of a server."""
    parts = urlsplit(url)
    host, is_tls = parts.hostname or "", parts.scheme == "smtps"
    return SmtpAddress(
        host,
        parts.port or _PORTS[parts.scheme],
        unquote(parts.username) if parts.username else None,
        unquote(parts.password) if parts.password else None,
        is_tls,
        False if is_tls else None if _is_here(host) else True,
    )


class SmtpServer:
    """Hands messages over to a server."""

    def __init__(self, url: str, seconds: float) -> None:
        self._at = smtp_address(url)
        self._seconds = seconds

    async def send(self, made: EmailMessage) -> None:
        """Hand a message over.

        Raises:
            Unsent: the server did not take it, or there is none.
        """
        try:
            await aiosmtplib.send(
                made,
                hostname=self._at.host,
                port=self._at.port,
                username=self._at.user,
                password=self._at.password,
                use_tls=self._at.is_tls,
                start_tls=self._at.start_tls,
                timeout=self._seconds,
            )
        except SMTPRecipientsRefused as error:
            [refused, *_] = error.recipients
            raise _refused(refused) from None
        except SMTPResponseException as error:
            raise _refused(error) from None
        except (SMTPException, OSError, ssl.SSLError) as error:
            raise Unsent(f"There is no server: {type(error).__name__}") from None


def _refused(error: SMTPResponseException) -> Unsent:
    # What it says may quote an address, or worse.
    is_about_address = isinstance(error, SMTPRecipientRefused)
    what = "the recipient" if is_about_address else "the message or the sender"
    # A fault of the settings is mended by somebody, an address by nobody.
    is_final = is_about_address and error.code >= _FINAL
    return Unsent(f"The server refuses {what}: {error.code}", is_final=is_final)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
