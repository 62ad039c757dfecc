"""`scripts/mock` beside the mocks that people use: start, memory, cost of requests.

Peers are those that are installed: on the path, or in a folder such as
`node_modules/.bin`. Those that are not are named with the package that has them.
"""

import http.client
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import psutil

from scripts.benchmarks.mock_asking import MockAsking, MockBenchError
from scripts.benchmarks.table import SUBJECT

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 60.0
_POLL = 0.01
_WARM = 50
_DYNAMIC = {"Prefer": "dynamic=true"}


@dataclass(frozen=True)
class MockContender:
    """A mock as a program.

    Attributes:
        name: for the table. program: what it is started by.
        package: has it, where it is not installed.
        arguments: with {contract} and {port}.
    """

    name: str
    program: str
    package: str
    arguments: tuple[str, ...]


PEERS = (
    MockContender(
        *("prism", "prism", "@stoplight/prism-cli"),
        ("mock", "{contract}", "--port", "{port}", "--verboseLevel", "silent"),
    ),
    MockContender(
        *("scalar", "scalar", "@scalar/cli"),
        ("document", "mock", "{contract}", "--port", "{port}"),
    ),
    MockContender(
        *("steady", "steady", "@stdy/cli"),
        ("{contract}", "--port", "{port}", "--host", "127.0.0.1", "--quiet"),
    ),
)


@dataclass(frozen=True)
class MockCost:
    """Of one run: seconds to the first answer, megabytes, requests per CPU second.

    `creates` is None of what does not take a request that creates something.
    """

    start: float
    megabytes: float
    static: float
    dynamic: float
    creates: float | None = None


def contenders(folder: Path | None) -> tuple[dict[str, list[str]], list[str]]:
    """Return the commands of what is installed by name, and what is not there."""
    own = [sys.executable, str(ROOT / "scripts" / "mock"), "{contract}"]
    found = {SUBJECT: [*own, "--port", "{port}", "--quiet"]}
    missing = []
    for peer in PEERS:
        where = shutil.which(peer.program, path=str(folder) if folder else None)
        if where is None:
            missing.append(f"{peer.name} is not installed: npm install {peer.package}")
        else:
            found[peer.name] = [where, *peer.arguments]
    return found, missing


def measure(
    contract: Path,
    asking: MockAsking,
    commands: Mapping[str, Sequence[str]],
    rounds: int,
    count: int,
    creating: MockAsking | None = None,
) -> dict[str, list[MockCost]]:
    """Run each mock by turns; of a peer that does not answer there is nothing.

    Another program of the same name may be installed instead of it. `creating` is how
    something is created, if anything can be.

    Raises:
        MockBenchError: our own does not answer.
    """
    costs: dict[str, list[MockCost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name in [*costs]:
            try:
                cost = _cost(name, commands[name], contract, (asking, creating), count)
                costs[name].append(cost)
            except MockBenchError:
                if name == SUBJECT:
                    raise
                del costs[name]
    return costs


def silent(
    commands: Mapping[str, Sequence[str]], costs: Mapping[str, object]
) -> list[str]:
    """Say which programs did not answer."""
    left_out = [words for name, words in commands.items() if name not in costs]
    return [f"{words[0]} does not answer" for words in left_out]


def _cost(
    name: str,
    command: Sequence[str],
    contract: Path,
    asked: tuple[MockAsking, MockAsking | None],
    count: int,
) -> MockCost:
    asking, creating = asked
    port = _free_port()
    given = {"{contract}": str(contract), "{port}": str(port)}
    texts = [given.get(each, each) for each in command]
    begin = time.perf_counter()
    with _running(texts) as process:
        _await_answer(name, port, asking, process)
        start = time.perf_counter() - begin
        static = _rate(process, port, asking, count)
        other = replace(asking, fields={**asking.fields, **_DYNAMIC})
        dynamic = _rate(process, port, other, count)
        everybody = _tree(process)
        memory = sum(each.memory_info().rss for each in everybody) / 2**20
        creates = None
        if creating is not None and _is_taken(port, creating):
            creates = _rate(process, port, creating, count)
    return MockCost(start, memory, static, dynamic, creates)


@contextmanager
def _running(command: list[str]) -> Iterator[psutil.Popen]:
    process = psutil.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        for each in _tree(process):
            with suppress(psutil.NoSuchProcess):
                each.kill()
        process.wait()


def _tree(process: psutil.Popen) -> list[psutil.Process]:
    try:
        known = psutil.Process(process.pid)
        return [known, *known.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _await_answer(
    name: str, port: int, asking: MockAsking, process: psutil.Popen
) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            try:
                connection.request("GET", asking.target, headers=dict(asking.fields))
                status = connection.getresponse().status
            finally:
                connection.close()
            if status >= 400:
                raise MockBenchError(f"{name} answers {status} to GET {asking.target}.")
            return
        time.sleep(_POLL)
    raise MockBenchError(f"{name} does not answer.")


def _is_taken(port: int, asking: MockAsking) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        return _ask(connection, asking) < 400
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _ask(connection: http.client.HTTPConnection, asking: MockAsking) -> int:
    method = "GET" if asking.body is None else "POST"
    connection.request(method, asking.target, asking.body, dict(asking.fields))
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _rate(process: psutil.Popen, port: int, asking: MockAsking, count: int) -> float:
    """Return how many requests are answered in a second of the processor."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)

    def ask(times: int) -> None:
        for _ in range(times):
            _ask(connection, asking)

    ask(_WARM)
    before = _processor(process)
    ask(count)
    used = _processor(process) - before
    connection.close()
    return count / used if used else float("inf")


def _processor(process: psutil.Popen) -> float:
    times = [each.cpu_times() for each in _tree(process)]
    return float(sum(each.user + each.system for each in times))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def render(costs: Mapping[str, Sequence[MockCost]]) -> str:
    """Return a table of medians; ratios are of them, to the subject."""
    head = f"  {'mock':<14}{'start s':>9}{'MB':>7}"
    rates = f"{'static':>9}{'dynamic':>9}{'creates':>9}"
    lines = [f"{head}{rates} per CPU s   {SUBJECT} / it"]
    own = median(each.dynamic for each in costs[SUBJECT])
    for name, found in costs.items():
        dynamic = median(each.dynamic for each in found)
        row = (
            f"  {name:<14}{median(each.start for each in found):>9.2f}"
            f"{max(each.megabytes for each in found):>7.0f}"
            f"{median(each.static for each in found):>9.0f}{dynamic:>9.0f}"
            f"{_creates(found):>9}"
        )
        lines.append(
            row
            if name == SUBJECT
            else f"{row}             {own / dynamic:.2f}x dynamic"
        )
    return "\n".join(lines)


def _creates(found: Sequence[MockCost]) -> str:
    known = [each.creates for each in found if each.creates is not None]
    return f"{median(known):.0f}" if known else "-"
