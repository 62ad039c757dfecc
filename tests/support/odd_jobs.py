"""A program like `impl.jobs.fork_server` whose processes do what tests need."""

import os
import re
import socket
import time
from pathlib import Path

from impl.jobs import fork_server, mock_task
from impl.jobs.fork_server import ForkServer
from impl.jobs.framing import Parts


def answer(message: Parts) -> Parts:
    """Do what a message asks for; whatever the engine knows, it does."""
    verb, *asked = message
    if verb in QUICK:
        return QUICK[verb](asked)
    if verb == b"who":
        return [b"%d %d" % (os.getpid(), os.getppid()), b"%d" % os.nice(0)]
    if verb == b"environment":
        return [repr(os.environ).encode()]
    if verb == b"hog":
        return [bytes(2**40)]
    if verb == b"die":
        os.kill(os.getpid(), int(asked[0]))
    if verb == b"fail":
        raise ValueError
    if verb == b"spin":
        spin()
    if verb == b"wait":
        wait(Path(asked[0].decode()))
        return [b"gone on"]
    gate = os.environ.get("GATE")
    if gate and Path(gate).exists():
        wait(Path(gate))
    return fork_server.answer(message)


def echo(asked: Parts) -> Parts:
    """Say the same."""
    return asked


def prepare(asked: Parts) -> Parts:
    """Be asked to mock a contract that says what is to happen."""
    content = asked[0]
    if content == b"spin":
        spin()
    return mock_task.refused("No.") if content == b"refuse" else mock_task.done()


def spin() -> None:
    """Take for ever, in C and without letting anything else of the process run."""
    re.match("(a+)+$", "a" * 99 + "b")


def wait(gate: Path) -> None:
    """Say who waits, and wait until the gate is gone."""
    with gate.open("a") as file:
        file.write(f"{os.getpid()}\n")
    while gate.exists():
        time.sleep(0.01)


QUICK = {b"echo": echo, mock_task.PREPARE: prepare}

if __name__ == "__main__":
    with socket.socket(fileno=0) as control:
        ForkServer(control, answer).run()
