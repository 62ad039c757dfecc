"""Programs that wait for their task: they do it, fail loudly, and never stay behind."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from scripts.codegen.render import workers
from scripts.codegen.render.workers import Worker, WorkerFailed, started


def python(program: str) -> Worker:
    return Worker([sys.executable, "-c", program])


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_worker_gets_its_task_when_there_is_one(tmp_path: Path) -> None:
    made = tmp_path / "made"
    worker = python("import json, sys; exec(json.load(sys.stdin))")
    worker.run(f"open({str(made)!r}, 'w').write('é')")
    worker.close()
    assert made.read_text() == "é"


def test_a_worker_that_fails_says_why() -> None:
    worker = python("import sys; sys.stdin.read(); raise ValueError('no such shape')")
    with pytest.raises(WorkerFailed, match="no such shape"):
        worker.run("anything")
    worker.close()


def test_a_worker_that_dies_before_its_task_says_why() -> None:
    worker = python("import no_such_module")
    with pytest.raises(WorkerFailed, match="no_such_module"):
        worker.run("x" * 1_000_000)
    worker.close()


def test_no_worker_outlives_a_compilation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = tmp_path / "pids"
    sleeper = f"import os, sys; print(os.getpid(), file=open({str(pids)!r}, 'a'))"
    stay = f"{sleeper}; sys.stdin.read()"
    made: list[Worker] = []

    def quick(_: list[str]) -> Worker:
        made.append(python(stay))
        return made[-1]

    monkeypatch.setattr(workers, "Worker", quick)
    with pytest.raises(RuntimeError, match="faulty"), started():
        while not pids.exists() or len(pids.read_text().splitlines()) < 2:
            time.sleep(0.01)
        raise RuntimeError("faulty contract")
    found = [int(line) for line in pids.read_text().split()]
    assert len(found) == 2
    assert not any(map(alive, found))


def test_the_order_of_sets_never_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    worker = python(
        "import os, sys; sys.stdin.read(); "
        "assert os.environ['PYTHONHASHSEED'] == '0'; "
        "assert not sys.dont_write_bytecode"
    )
    worker.run("")
    worker.close()
