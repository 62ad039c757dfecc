"""What counts the lines and branches that tests run sees those that none has run."""

import importlib
import sys
from pathlib import Path

import pytest

from tests.support.counting import Counter

_MODULE = """\
def larger(values):
    found = None
    for value in values:
        if value > 1:
            found = value
    return found
"""
_NAME = "counted_module"
# The condition that does not hold, so that the next value is looked at.
_NOT_TAKEN = (4, 3)


def counter_of(folder: Path) -> Counter:
    return Counter(
        {
            "branch": True,
            "source": [str(folder)],
            "omit": [],
            "exclude-also": [],
            "fail-under": 95,
        }
    )


def test_a_branch_that_is_not_taken_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / f"{_NAME}.py"
    file.write_text(_MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    worker, whole = counter_of(tmp_path), counter_of(tmp_path)
    worker.start()
    try:
        larger = importlib.import_module(_NAME).larger
    finally:
        worker.stop()
        sys.modules.pop(_NAME, None)
    assert larger([2]) == 2
    whole.add(worker.seen())
    assert not whole.finish()
    counted = whole.coverage["files"][str(file)]
    assert counted["missing_lines"] == []
    assert counted["missing_branches"] == [_NOT_TAKEN]
    # What runs later counts as well, and then all has been run.
    assert larger([1]) is None
    whole.add(worker.seen())
    assert whole.finish()
