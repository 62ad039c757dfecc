"""Contracts and their mocks: one at the root, or several below their names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generated.runtime.http.answers import Answer, send_answer
from impl.mocks.cors import is_preflight, preflight, shared
from impl.mocks.mock import Mock
from impl.mocks.plan import plan_of
from impl.mocks.settings import MockOptions
from scripts._bootstrap import state_folder
from scripts.mocking.outbox import MockOutbox, secret_by
from scripts.mocking.plans import plan_for
from scripts.mocking.proxying import Proxied
from scripts.mocking.telling import Teller, plain_text
from scripts.mocking.upstream import Upstream

if TYPE_CHECKING:
    import argparse

    from starlette.types import Receive, Scope, Send

_NAMED = re.compile(r"([A-Za-z0-9._~-]+)=(.+)", re.DOTALL)
_OTHER = re.compile(r"[^A-Za-z0-9._~-]+")


class NoContract(ValueError):
    """What was named is no contract; the message says why in one sentence."""


class Mount:
    """A contract, where it is served, and its mock as of the last good reading.

    Attributes:
        file: its root document. files: all files that it was read from.
        prefix: of its paths. mock: answers for it.
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
        self.mock = self.read()
        self._upstream = Upstream(options.proxy) if options.proxy else None

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, as ASGI demands."""
        if self._upstream is None:
            await self.mock(scope, receive, send)
        else:
            await Proxied(self.mock, self._upstream)(scope, receive, send)

    def read(self) -> Mock:
        """Return a mock of the contract as it is now.

        Raises:
            DocumentError: the contract can't be read.
            NoContract: there is no such file.
            UnsoundContract: it is not valid.
        """
        if not self.file.is_file():
            raise NoContract(f"{self.file} is no file")
        options = self._options
        behaviour = MockOptions(
            seed=options.seed,
            remembers=not options.stateless,
            is_seeded=not options.empty,
            is_strict=options.strict,
            credentials=frozenset(options.credentials),
        )
        plan, self.files = plan_for(self.file, self._folder)
        told = _nothing if options.quiet else Teller(self.prefix)
        return Mock(plan_of(plan), behaviour, told, self._outbox)


class Mounts:
    """The application: a mock for each contract.

    Raises:
        DocumentError: a contract can't be read.
        NoContract: there is no such file, or two have one name.
        UnsoundContract: a contract is not valid.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        named = [_named(each) for each in options.contracts]
        is_alone = len(named) == 1 and not named[0][0]
        self.mounts: dict[str, Mount] = {}
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
        # Pages of other origins may see where there is something.
        answer = preflight(scope, "") if is_preflight(scope) else self._nowhere()
        await send_answer(shared(scope, send), answer, scope["method"], receive)

    def _nowhere(self) -> Answer:
        lines = [
            f"{each.prefix}/  {each.mock.plan.title} {each.mock.plan.version}\n"
            for each in self.mounts.values()
        ]
        headers = [(b"content-type", b"text/plain; charset=utf-8")]
        return Answer(404, headers, "".join(lines).encode())

    def summary(self, address: str) -> str:
        """Return the lines that say what is served where."""
        lines = []
        for mount in self.mounts.values():
            plan, memory = mount.mock.plan, mount.mock.memory
            number = len(plan.operations)
            known = f"{number} operations" if number != 1 else "1 operation"
            if memory is not None:
                known += f", {memory.count()} remembered"
            lines.append(
                f"{address}{mount.prefix}  {plan.title} {plan.version}, {known}"
            )
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
    print(plain_text(line), flush=True)


def _nothing(_: Any) -> None:
    """Print nothing."""
