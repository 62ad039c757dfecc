"""Pictures, and tests that need one, are refused in words without a browser."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_without_a_browser_it_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "screenshots"), str(tmp_path / "new")],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("scripts/screenshots: no browser: ")
    assert "COUNTERSIGN_BROWSER" in done.stderr
    assert "Traceback" not in done.stderr


def test_tests_that_need_a_browser_fail_without_one(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "test"), "--browser"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("scripts/test: no browser: ")
    assert done.stdout == "", "nothing was begun"
