"""What a script has started ends with it."""

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[3]
# It is caught where it waits, and leaves alone what it started.
PROGRAM = """
import subprocess, sys
from scripts._interrupting import interruptible
with interruptible("scripts/any"):
    started = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    print(started.pid, flush=True)
    started.wait()
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_a_script_that_is_cancelled_leaves_nothing_running(
    how: signal.Signals,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as script:
        assert script.stdout
        started = psutil.Process(int(script.stdout.readline()))
        script.send_signal(how)
        _, said = script.communicate()
    assert (script.returncode, said) == (130, "scripts/any: interrupted\n")
    assert not started.is_running()
