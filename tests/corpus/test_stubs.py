"""Stubs of public contracts, fuzzed: what they let through is what is allowed.

An ordinary run takes a few operations of each contract, whose bodies are not large.
COUNTERSIGN_STUB_OPERATIONS says how many, or `all`, which are those of large bodies
too; COUNTERSIGN_STUB_EXAMPLES how many requests are made up for each, beside those that
Schemathesis always makes, and COUNTERSIGN_STUB_CASES how many of these are sent (see
hooks.py); COUNTERSIGN_STUB_SEED which ones.
COUNTERSIGN_STUB_REPORTS is a folder that keeps, for each contract, what was sent to
each operation, how it was answered, and every alarm.
"""

import contextlib
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx2
import pytest

from impl.engine.openapi.methods import METHODS
from impl.engine.sampling.sampler import Sampler
from tests.corpus.packages import NAME, ROOT, Package
from tests.corpus.sample import sampled
from tests.support.corpus import Contract, each_contract
from tests.support.held import held_contract
from tests.support.ports import free_port
from tests.support.warm_python import WarmPython
from tests.unit.mocks.driving import plan
from tests.unit.mocks.valid_requests import Ask, Asking

pytestmark = pytest.mark.long

_HERE = Path(__file__).parent
_EXAMPLES = os.environ.get("COUNTERSIGN_STUB_EXAMPLES", "1")
_OPERATIONS = os.environ.get("COUNTERSIGN_STUB_OPERATIONS", "3")
_SEED = os.environ.get("COUNTERSIGN_STUB_SEED", "1")
_REPORTS = os.environ.get("COUNTERSIGN_STUB_REPORTS")
_START = 60.0
_ID = "operationId"
_REQUESTS = 6


@contextlib.contextmanager
def _serving(package: Package, python: WarmPython) -> Iterator[str]:
    port = free_port()
    words = str(_HERE / "stub.py"), str(package.folder), NAME, str(port)
    process = python.start(*words)
    try:
        deadline = time.monotonic() + _START
        while True:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            assert not process.is_over, "the stub did not start"
            assert time.monotonic() < deadline, "the stub does not answer"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()


def _sendable(path: str) -> str:
    # Of an address, clients send nothing from its fragment on.
    return path.replace("#", "%23")


def _served(paths: dict[str, Any]) -> dict[str, Any]:
    """Return the paths of a contract, those with a fragment without it, too.

    That is where clients that send none find the first of them, and so Allow says.
    """
    served = {_sendable(path): {**item} for path, item in paths.items()}
    for path, item in paths.items():
        bare, mark, _ = path.partition("#")
        if mark and bare in served:
            found = {
                name: {key: each for key, each in item[name].items() if key != _ID}
                for name in item.keys() & set(METHODS)
            }
            served[bare] = found | served[bare]
    return served


@each_contract
def test_lets_through_what_is_allowed_and_nothing_else(
    contract: Contract,
    package_of: Callable[[Contract], Package],
    python: WarmPython,
    tmp_path: Path,
) -> None:
    package = package_of(contract)
    source = package.source
    names = sampled(source, _OPERATIONS, f"{contract.name} {_SEED}")
    chosen = [_sendable(name) for name in names]
    forgotten = {_sendable(name): known for name, known in package.forgotten.items()}
    content = source.content
    paths = _served(content["paths"])
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps({**content, "paths": paths}))
    judged = tmp_path / "held.json"
    judged.write_text(json.dumps(held_contract({**content, "paths": paths})))
    reports = Path(_REPORTS or tmp_path).resolve()
    reports.mkdir(parents=True, exist_ok=True)
    report = reports / f"{contract.name}.json"
    variables = {
        "COUNTERSIGN_STUB_HOOKS": str(_HERE / "hooks.py"),
        "COUNTERSIGN_STUB_CONTRACT": str(judged),
        "COUNTERSIGN_STUB_REPORT": str(report),
        "COUNTERSIGN_STUB_FORGOTTEN": json.dumps(forgotten),
    }
    with _serving(package, python) as url:
        result = python.run(
            *("-m", "schemathesis.cli", "--config-file"),
            *(str(_HERE / "schemathesis.toml"), "run", str(document)),
            *("--url", url, "--phases", "examples,coverage,fuzzing"),
            *("-n", _EXAMPLES, "--seed", _SEED, "--no-color"),
            *("--suppress-health-check", "all", "--warnings", "off"),
            *(f"--include-name={name}" for name in chosen),
            cwd=ROOT,
            env={**os.environ, **variables},
        )
        assert result.returncode == 0, f"{result.stdout}{result.stderr}"
        answers = json.loads(report.read_bytes())["answers"]
        passed = {route for route, counts in answers.items() if _lets_through(counts)}
        missed = set(chosen) - passed
        # Of alternatives that overlap hardly a value fits exactly one: Schemathesis
        # makes none that does.
        closed = _closed(contract, missed, url) if missed else set()
    assert not closed, "nothing was let through"


def _lets_through(counts: dict[str, int]) -> bool:
    return any(answer.endswith(" 501") for answer in counts)


def _closed(contract: Contract, routes: set[str], url: str) -> set[str]:
    """Return the routes that let none of a few requests through that are allowed."""
    made = plan(contract.file)
    asking = Asking(made, Sampler(made.content))
    asked = {
        f"{each.operation.method} {_sendable(each.operation.path)}": each
        for each in made.operations
    }
    with httpx2.Client() as client:
        return {
            route
            for route in routes
            if not any(
                _is_let_through(client, url, asking.ask(asked[route], seed))
                for seed in range(_REQUESTS)
            )
        }


def _is_let_through(client: httpx2.Client, url: str, ask: Ask) -> bool:
    address = url + ask.target
    answer = client.request(
        ask.method, address, content=ask.body, headers=list(ask.headers)
    )
    return answer.status_code == HTTPStatus.NOT_IMPLEMENTED
