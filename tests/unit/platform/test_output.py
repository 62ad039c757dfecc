"""Lines are written in their order, by nobody who serves, and none too many kept."""

import errno
import io
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from impl.telemetry.output import Output

ROOT = Path(__file__).resolve().parents[3]


def test_lines_arrive_in_their_order() -> None:
    stream = io.StringIO()
    output = Output(stream, str)
    for number in range(2000):
        output.write(f"{number} ä")
    assert output.flush(60)
    assert stream.getvalue().splitlines() == [f"{number} ä" for number in range(2000)]
    output.close()


def test_lines_that_come_while_others_are_written_go_together() -> None:
    written: list[str] = []
    begun, goes_on = threading.Event(), threading.Event()

    class Slow(io.StringIO):
        def write(self, text: str) -> int:
            written.append(text)
            begun.set()
            goes_on.wait(60)
            return len(text)

    output = Output(Slow(), str)
    output.write("first", matters=True)
    assert begun.wait(60)
    lines = [f"{number}\n" for number in range(500)]
    for line in lines:
        output.write(line.rstrip())
    goes_on.set()
    assert output.flush(60)
    assert written == ["first\n", "".join(lines)]
    output.close()


def test_nobody_waits_for_a_reader_who_does_not_read() -> None:
    reader, writer = os.pipe()
    with os.fdopen(writer, "w") as stream, os.fdopen(reader, "rb") as pipe:
        output = Output(stream, lambda count: f"lost {count}")
        for _ in range(100):
            output.write("x" * 100_000)
        lost = output.dropped
        assert 50 < lost < 100
        # What matters has room of its own.
        output.write("matters", matters=True)
        assert output.dropped == lost
        assert not output.flush(0)
        lines: list[bytes] = []

        def read() -> None:
            for line in pipe:
                lines.append(line)
                if line == b"end\n":
                    return

        thread = threading.Thread(target=read)
        thread.start()
        assert output.flush(60)
        output.write("end")
        assert output.flush(60)
        thread.join()
        output.close()
    assert len(lines) == 100 - lost + 3
    assert b"matters\n" in lines
    assert f"lost {lost}\n".encode() in lines


def test_a_reader_that_is_gone_is_no_reason_to_stop() -> None:
    reader, writer = os.pipe()
    with os.fdopen(writer, "w") as stream:
        os.close(reader)
        output = Output(stream, str)
        output.write("nobody")
        assert output.flush(60)
        output.write("reads")
        assert output.flush(60)
        output.close()


def test_what_a_full_disk_cuts_off_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = 12
    write = os.write

    def full(descriptor: int, data: bytes) -> int:
        nonlocal left
        if left == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = write(descriptor, data[:left])
        left -= written
        return written

    monkeypatch.setattr("impl.telemetry.output.os.write", full)
    with (tmp_path / "log").open("w+") as stream:
        output = Output(stream, lambda count: f"lost {count}")

        def say(*lines: str) -> None:
            for line in lines:
                output.write(line)
            assert output.flush(60)

        say("a whole one", "cut off", "not begun")
        say("none of it")
        assert output.dropped == 3
        left = 1000
        say("room again")
        say("and again")
        assert output.dropped == 3
        output.close()
        stream.seek(0)
        lines = stream.read().splitlines()
    assert lines == ["a whole one", "room again", "lost 3", "and again"]
    # Nor is what was begun taken for the beginning of the next one.
    left = 16
    with (tmp_path / "other").open("w+") as stream:
        output = Output(stream, lambda count: f"lost {count}")
        say("a whole one", "cut off")
        left = 1000
        say("room again")
        output.close()
        stream.seek(0)
        assert stream.read().splitlines() == [
            *("a whole one", "cut ", "room again", "lost 1")
        ]


def test_the_last_lines_of_a_process_are_written() -> None:
    program = (
        "import logging; from impl.telemetry.logging import configure\n"
        "configure('info', 'json')\n"
        "for n in range(3000): logging.getLogger('a').info('line %d', n)\n"
        "raise SystemExit(3)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 3
    lines = [json.loads(line)["message"] for line in done.stderr.splitlines()]
    assert lines == [f"line {number}" for number in range(3000)]
