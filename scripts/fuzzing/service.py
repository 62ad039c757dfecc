"""The service that is fuzzed: one that runs, or an application started for it."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_START = 60.0
_POLL = 0.1
_TIMEOUT = 10.0
_STOP = 10.0
_APPLICATION = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*", re.ASCII)
_ERROR = re.compile(r"ERROR: +\S|[\w.]*(Error|Exception|Exit)\b: \S")


class NoService(Exception):
    """There is nothing to fuzz; the message says why."""


@dataclass(frozen=True)
class Application:
    """An ASGI application to start.

    Attributes:
        name: `module:attribute`; the attribute is the application, or makes it.
        python: the interpreter that has it and uvicorn.
        log: the file that gets what the process prints.
    """

    name: str
    python: str
    log: Path

    def __post_init__(self) -> None:
        if not _APPLICATION.fullmatch(self.name):
            msg = f"--app {self.name} is not of the form module:application"
            raise NoService(msg)


def checked_url(url: str) -> str:
    """Return a URL without a slash at its end.

    Raises:
        NoService: it is not one of a service, or holds credentials.
    """
    try:
        parts = urlsplit(url)
        has_port = parts.port != 0
    except ValueError:
        parts, has_port = urlsplit(""), False
    if parts.scheme not in {"http", "https"} or not parts.hostname or not has_port:
        msg = f"--url {url} is not of the form http://host:port or https://host/path"
        raise NoService(msg)
    if parts.username or parts.password:
        msg = "--url holds credentials; give them by --header instead"
        raise NoService(msg)
    if parts.query or parts.fragment:
        msg = "--url has a query or a fragment; it is what the contract's paths follow"
        raise NoService(msg)
    return url.rstrip("/")


def reach(url: str) -> None:
    """Return once somebody answers; what they answer is no matter here.

    Raises:
        NoService: nobody does.
    """
    try:
        _status(url)
    except OSError as error:
        reason = getattr(error, "reason", None) or error
        msg = f"No answer from {url}: {getattr(reason, 'strerror', None) or reason}"
        raise NoService(msg) from None


def title_of(url: str) -> str | None:
    """Return the title of the contract that a service serves, if it serves one."""
    with contextlib.suppress(OSError, ValueError):
        with urllib.request.urlopen(f"{url}/openapi.json", timeout=_TIMEOUT) as answer:  # noqa: S310 - http or https, which is checked
            document = json.load(answer)
        info = document.get("info") if isinstance(document, dict) else None
        return info.get("title") if isinstance(info, dict) else None
    return None


@contextlib.contextmanager
def serving(application: Application) -> Iterator[str]:
    """Yield the address of an application in a process of its own; stop it at the end.

    Raises:
        NoService: it did not start.
    """
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    with listener, application.log.open("wb") as output:
        port = listener.getsockname()[1]
        # No option of uvicorn's says so, but it calls what is no application yet.
        command = [
            *(application.python, "-m", "uvicorn", application.name),
            *("--fd", str(listener.fileno()), "--log-level", "warning"),
            *("--no-access-log", "--app-dir", "."),
        ]
        try:
            process = subprocess.Popen(
                command,
                pass_fds=[listener.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            msg = f"{application.python} can't be run: {error.strerror}"
            raise NoService(msg) from None
        # The child holds its own copy; ours would accept connections it never serves.
        listener.close()
        url = f"http://127.0.0.1:{port}"
        try:
            _await_answer(url, process, application)
            yield url
        finally:
            _stop(process)


def _await_answer(
    url: str, process: subprocess.Popen[bytes], application: Application
) -> None:
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            _status(url)
            return
        time.sleep(_POLL)
    lines = application.log.read_text(errors="replace").splitlines()
    told = [line.strip() for line in lines if line.strip()]
    # Behind an error there may be advice; a traceback says it last of all.
    errors = [line for line in told if _ERROR.match(line)]
    why = next(reversed(errors or told), "it printed nothing")
    ended = "ended" if process.poll() is not None else "did not answer within a minute"
    msg = f"--app {application.name} {ended}: {why} (all of it in {application.log})"
    raise NoService(msg)


def _status(url: str) -> int:
    try:
        with urllib.request.urlopen(f"{url}/", timeout=_TIMEOUT) as answer:  # noqa: S310 - http or https, which is checked
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
