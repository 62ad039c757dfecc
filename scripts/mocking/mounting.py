"""Contracts and their mocks: one at the root, or several below their names."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from scripts._bootstrap import state_folder
from scripts.mocking.plans import plan_for

if TYPE_CHECKING:
    import argparse

    from starlette.types import Receive, Scope, Send

    from generated.runtime.http.answers import Answer
    from impl.mocks.mock import Mock
    from scripts.mocking.outbox import MockOutbox

_NAMED = re.compile(r"([A-Za-z0-9._~-]+)=(.+)", re.DOTALL)
_OTHER = re.compile(r"[^A-Za-z0-9._~-]+")


class NoContract(ValueError):
    """What was named is no contract; the message says why in one sentence."""


class Mount:
    """A contract, where it is served, and its mock as of the last good reading.

    What a mock needs is imported when the first is made, after the server is ready.

    Attributes:
        file: its root document.
        files: all files that it was read from.
        prefix: of its paths.
        plan: of the mock, as JSON values.
    """

    def __init__(
        self,
        file: Path,
        prefix: str,
        options: argparse.Namespace,
        outbox: MockOutbox,
    ) -> None:
        self.file, self.prefix = file, prefix
        self.files: tuple[Path, ...] = (file,)
        self._options, self._outbox = options, outbox
        self._folder = state_folder() / "mocks"
        self.plan = self._read()
        self._mock: Mock | None = None
        self._lock = Lock()
        self._upstream = None
        if options.proxy:
            from scripts.mocking.upstream import Upstream

            self._upstream = Upstream(options.proxy)

    @property
    def mock(self) -> Mock:
        """What answers for the contract; it is made when it is first asked for."""
        with self._lock:
            if self._mock is None:
                self._mock = self._made()
            return self._mock

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, as ASGI demands."""
        mock = self._mock
        if mock is None:
            mock = await asyncio.to_thread(lambda: self.mock)
        if self._upstream is None:
            await mock(scope, receive, send)
        else:
            from scripts.mocking.proxying import Proxied

            await Proxied(mock, self._upstream)(scope, receive, send)

    def renew(self) -> Mock:
        """Return a mock of the contract as it is now, with what was remembered.

        Raises:
            DocumentError, NoContract, UnsoundContract: as for a new one.
        """
        self.plan = self._read()
        mock = self._made()
        mock.take_over(self.mock)
        with self._lock:
            self._mock = mock
        return mock

    def _read(self) -> dict[str, Any]:
        """Return the plan of the contract as it is now.

        Raises:
            DocumentError: the contract can't be read.
            NoContract: there is no such file.
            UnsoundContract: it is not valid.
        """
        if not self.file.is_file():
            raise NoContract(f"{self.file} is no file")
        plan, self.files = plan_for(self.file, self._folder)
        return plan

    def _made(self) -> Mock:
        from impl.mocks.mock import Mock
        from impl.mocks.plan import plan_of
        from impl.mocks.settings import MockOptions
        from scripts.mocking.telling import Teller

        options = self._options
        behaviour = MockOptions(
            seed=options.seed,
            remembers=not options.stateless,
            is_seeded=not options.empty,
            is_strict=options.strict,
            is_open=options.open,
            credentials=frozenset(options.credentials),
        )
        told = _nothing if options.quiet else Teller(self.prefix)
        return Mock(plan_of(self.plan), behaviour, told, self._outbox)


class Mounts:
    """The application: a mock for each contract.

    Raises:
        DocumentError: a contract can't be read.
        NoContract: there is no such file, or two have one name.
        UnsoundContract: a contract is not valid.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        named = [_named(each) for each in options.contracts]
        is_alone = len(named) == 1 and not named[0][0]
        self.mounts: dict[str, Mount] = {}
        from scripts.mocking.outbox import MockOutbox, secret_by

        outbox = MockOutbox(
            options.webhooks,
            options.send_to,
            options.webhook_secret or secret_by(options.seed),
            _nothing if options.quiet else _print,
        )
        for given, file in named:
            name = given or _OTHER.sub("-", _stem(file))
            if name in self.mounts:
                raise NoContract(
                    f"two contracts are called {name}: name one as NAME={file}"
                )
            prefix = "" if is_alone else f"/{name}"
            self.mounts[name] = Mount(file, prefix, options, outbox)

    @property
    def is_proxy(self) -> bool:
        """Do some answers come from another service?"""
        return bool(self._options.proxy)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection, as ASGI demands."""
        if scope["type"] != "http":
            await next(iter(self.mounts.values())).mock(scope, receive, send)
            return
        for mount in self.mounts.values():
            prefix = mount.prefix
            path = scope["path"]
            if not prefix:
                await mount.serve(scope, receive, send)
                return
            if path == prefix or path.startswith(f"{prefix}/"):
                root = scope.get("root_path", "") + prefix
                await mount.serve({**scope, "root_path": root}, receive, send)
                return
        from generated.runtime.http.answers import is_last, send_answer
        from impl.mocks.cors import is_preflight, preflight, shared

        # Pages of other origins may see where there is something.
        answer = preflight(scope, "") if is_preflight(scope) else self._nowhere()
        sending, last = shared(scope, send), is_last(scope)
        await send_answer(sending, answer, scope["method"], receive, closes=last)

    def warm_up(self) -> None:
        """Make the mocks before anybody asks."""
        for mount in self.mounts.values():
            _ = mount.mock

    def _nowhere(self) -> Answer:
        from generated.runtime.http.answers import Answer

        lines = [
            f"{each.prefix}/  {each.plan['title']} {each.plan['version']}\n"
            for each in self.mounts.values()
        ]
        headers = [(b"content-type", b"text/plain; charset=utf-8")]
        return Answer(404, headers, "".join(lines).encode())

    def summary(self, address: str) -> str:
        """Return the lines that say what is served where."""
        lines = []
        for mount in self.mounts.values():
            plan = mount.plan
            number = len(plan["operations"])
            known = f"{number} operations" if number != 1 else "1 operation"
            if not self._options.stateless:
                known += f", {plan['remembered']} remembered"
            title = f"{plan['title']} {plan['version']}"
            lines.append(f"{address}{mount.prefix}  {title}, {known}")
        return "\n".join(lines)


def _named(argument: Path) -> tuple[str, Path]:
    found = _NAMED.fullmatch(str(argument))
    if found is None or argument.exists():
        return "", argument
    return found[1], Path(found[2])


def _stem(file: Path) -> str:
    """Return what tells a contract from others: its folder, if all have one name."""
    is_usual = file.stem.lower() in {"openapi", "api", "swagger", "spec"}
    return file.resolve().parent.name if is_usual else file.stem


def _print(line: str) -> None:
    from scripts.mocking.telling import plain_text

    print(plain_text(line), flush=True)


def _nothing(_: Any) -> None:
    """Print nothing."""
