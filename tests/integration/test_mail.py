"""Mail leaves with what it tells of, arrives, and is tried again until it does."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import text

from impl.account_records import DueMail, Letter
from impl.database.unit_of_work import Database
from impl.integrations.mail import Folder, SmtpServer, Unsent, message, sender_of
from impl.jobs.mail_queue import MailQueue, MailRules, pause_after
from impl.services.letters import Letters
from impl.services.post import Post

pytestmark = pytest.mark.asyncio
SECRET = "0123456789abcdefghijklmnopqrstuvwxyz"
LETTERS = Letters("https://service.example", "")
TOKEN = "csa_" + "A" * 43


class Inbox:
    """A server's end: keeps what it gets, or answers as it is told to."""

    def __init__(self) -> None:
        self.got: list[tuple[list[str], bytes]] = []
        self.answer = "250 Taken"
        self.to_recipient = "250 Fine"
        self.arrived = asyncio.Event()

    async def handle_RCPT(  # noqa: N802 - the library's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        *_: object,
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        if self.answer.startswith("250"):
            self.got.append((list(envelope.rcpt_tos), envelope.content))
            self.arrived.set()
        return self.answer


@asynccontextmanager
async def listening(inbox: Inbox) -> AsyncIterator[str]:
    """Run a server of the library; yield the setting that sends mail to it."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(inbox), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield f"smtp://127.0.0.1:{port}"
    server.close()


def letter(to: str = "ada@example.com") -> Letter:
    return LETTERS.invitation(to, "Café", "member", 14)


async def queued(database: Database) -> int:
    async with database.begin() as work:
        return int(
            (
                await work.execute(text("SELECT count(*) FROM outgoing_mail"))
            ).scalar_one()
        )


async def make_due(database: Database) -> None:
    async with database.begin() as work:
        await work.execute(text("UPDATE outgoing_mail SET next_attempt_at = now()"))
        await work.commit()


class Office:
    """Writes letters, and sends them by an address of the settings."""

    def __init__(self, database: Database, url: str) -> None:
        self.database = database
        self.post = Post(SECRET, LETTERS, is_on=True)
        self._send = sender_of(url, 60)
        self.queue = MailQueue(database, self._deliver, MailRules(4, 60))

    async def _deliver(self, due: DueMail) -> None:
        opened = self.post.opened(due)
        assert isinstance(opened, Letter)
        sender = "Countersign <mail@service.example>"
        await self._send(
            message(sender, opened.to, opened.subject, opened.text, str(due.id))
        )

    async def write(self, *letters: Letter, commit: bool = True) -> None:
        async with self.database.begin() as work:
            for each in letters:
                await self.post.send(work, each)
            if commit:
                await work.commit()


async def test_mail_reaches_a_server(database: Database) -> None:
    inbox = Inbox()
    async with listening(inbox) as url:
        office = Office(database, url)
        await office.write(letter("undone@example.com"), commit=False)
        await office.write(letter(), LETTERS.reset("bob@example.com", TOKEN))
        await office.queue.run_due()
    to = sorted(address for addresses, _ in inbox.got for address in addresses)
    assert to == ["ada@example.com", "bob@example.com"]
    assert await queued(database) == 0
    made = {to[0]: message_from_bytes(content) for to, content in inbox.got}
    first = made["ada@example.com"]
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["From"] == "Countersign <mail@service.example>"
    assert first["Message-ID"].endswith("@service.example>")
    body = made["bob@example.com"].get_payload(decode=True)
    assert isinstance(body, bytes)
    assert f"  {TOKEN}\r\n".encode() in body


async def test_mail_is_tried_again_and_given_up(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = Inbox()
    async with listening(inbox) as url:
        office = Office(database, url)
        await office.write(letter())
        inbox.answer = "451 Not now ada@example.com"
        with caplog.at_level(logging.WARNING):
            await office.queue.run_due()
            assert await queued(database) == 1
            await office.queue.run_due()
            assert inbox.got == [], "it is not due"
            inbox.answer = "250 Taken"
            await make_due(database)
            await office.queue.run_due()
            assert (len(inbox.got), await queued(database)) == (1, 0)
            inbox.to_recipient = "550 No such person ada@example.com"
            await office.write(letter())
            await office.queue.run_due()
    assert (len(inbox.got), await queued(database)) == (1, 0)
    assert [each.getMessage() for each in caplog.records] == [
        "A message was not sent: The server refuses the message or the sender: 451",
        "A message was not sent, and never will: The server refuses the recipient: 550",
    ]


async def test_what_nobody_takes_for_a_day_is_dropped(database: Database) -> None:
    office = Office(database, "smtp://127.0.0.1:1")
    await office.write(letter())
    await office.queue.run_due()
    assert await queued(database) == 1
    async with database.begin() as work:
        old = "UPDATE outgoing_mail SET created_at = now() - interval '2 days'"
        await work.execute(text(old))
        await work.commit()
    await make_due(database)
    await office.queue.run_due()
    assert await queued(database) == 0
    assert pause_after(86_400) is None


async def test_two_processes_send_each_message_once(database: Database) -> None:
    inbox = Inbox()
    async with listening(inbox) as url:
        offices = [Office(database, url) for _ in range(2)]
        letters = [letter(f"person-{number}@example.com") for number in range(12)]
        await offices[0].write(*letters)
        await asyncio.gather(*(each.queue.run_due() for each in offices))
    assert len(inbox.got) == 12
    assert len({to[0] for to, _ in inbox.got}) == 12


async def test_a_queue_works_until_it_is_stopped(database: Database) -> None:
    inbox = Inbox()
    async with listening(inbox) as url:
        office = Office(database, url)
        await office.write(letter())
        async with office.queue.working(), asyncio.timeout(60):
            await inbox.arrived.wait()
    assert len(inbox.got) == 1


async def test_a_password_never_crosses_a_network_in_clear(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("impl.integrations.mail._is_here", lambda host: False)
    inbox = Inbox()
    async with listening(inbox) as url:
        server = SmtpServer(url, 60)
        with pytest.raises(Unsent):
            await server.send(message("a@b.example", "c@d.example", "Hi", "Hi", "1"))
    assert inbox.got == []


async def test_mail_as_files_and_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = message("C <c@service.example>", "ada@example.com", "Hi", "Text\n", "1")
    await Folder(tmp_path / "mail").send(made)
    path = tmp_path / "mail" / "1.eml"
    assert message_from_bytes(path.read_bytes())["To"] == "ada@example.com"
    assert path.stat().st_mode & 0o077 == 0
    await sender_of("console", 5)(made)
    assert "To: ada@example.com\nSubject: Hi\n\nText" in capsys.readouterr().out
    (tmp_path / "file").touch()
    with pytest.raises(Unsent, match="can't be written"):
        await sender_of(f"file:{tmp_path}/file", 5)(made)


async def test_what_strangers_call_their_team_is_no_letter_of_theirs() -> None:
    title = "Win\r\nBcc: x@y.example\r\n\r\nhttps://evil.example/now"
    written = LETTERS.invitation("ada@example.com", title, "member", 14)
    assert "\r" not in written.subject + written.text
    assert "evil.example" not in written.text
    assert "://evil" not in written.text
    made = message("c@d.example", written.to, written.subject, written.text, "1")
    assert made["Bcc"] is None


async def test_pages_of_others_are_linked_to() -> None:
    linking = Letters("https://service.example", "https://app.example/account/")
    expected = f"https://app.example/account/reset-password#token={TOKEN}\n"
    assert expected in linking.reset("ada@example.com", TOKEN).text
