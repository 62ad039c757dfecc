"""Markdown is right, says nothing but what it means, and fits into a comment."""

import re
from typing import Any

import pytest

from impl.engine.comparison.reports.markdown import LONGEST, markdown


def change(number: int = 0, **members: Any) -> dict[str, Any]:
    place = {"pointer": "/paths", "line": number + 1, "column": 1, "file": "new.yaml"}
    return {
        "fingerprint": f"{number:016x}",
        "group": f"{number:016x}",
        "kind": "request-maximum-narrowed",
        "verdict": "breaking",
        "operations": [f"GET /p{number}"],
        "base": place,
        "revision": place,
        "direction": "request",
        "message": f"The upper bound of query p{number} was narrowed: 9 became 5.",
        "place": f"query p{number}",
        "profiles": {"strict-reader": "breaking", "tolerant-reader": "breaking"},
        "witness": {
            "operation": ["operation", f"GET /p{number}"],
            "valid_under": "base",
            "message": {"type": "request", "method": "GET", "path": f"/p{number}"},
            "breaks": {"part": "query p", "pointer": "", "reason": "6 is greater"},
        },
        **members,
    }


def written(changes: list[dict[str, Any]], **members: Any) -> str:
    given = {"verdict": "breaking", "semver": "major", "profile": "tolerant-reader"}
    return markdown(changes, **{**given, **members})


def test_counts_come_first_and_then_what_breaks() -> None:
    text = written(
        [
            change(1, verdict="compatible", witness=None),
            change(2),
            change(3, verdict="risky", witness=None),
        ]
    )
    lines = text.splitlines()
    assert lines[0] == "## Changes: breaking"
    assert lines[2].startswith("**1 breaking, 1 risky, 1 compatible.** Raise the **maj")
    assert text.index("| ❌ breaking |") < text.index("<summary>The upper bound")
    assert text.index("GET /p2\n") < text.index("<summary>1 risky change</summary>")
    assert text.count("<details>") == text.count("</details>") == 3
    assert "`new.yaml:3` · `request-maximum-narrowed` · `0000000000000002`" in text


def test_what_is_undecided_can_be_found_and_accepted() -> None:
    text = written([change(7, verdict="undecided", witness=None)])
    assert "| ❓ undecided |" in text
    assert "`new.yaml:8` · `request-maximum-narrowed` · `0000000000000007`" in text
    assert "```" not in text


def test_equal_changes_are_one_row() -> None:
    text = written([change(number, group="same") for number in range(1000)])
    assert "**1,000 breaking.**" in text
    assert "The same in 999 more places." in text
    assert "`GET /p0`, `GET /p1`, 998 more" in text
    assert "- and 997 more" in text
    assert len(text) < 2000


@pytest.mark.parametrize("verdict", ["breaking", "risky", "compatible"])
def test_no_report_is_longer_than_a_comment(verdict: str) -> None:
    sign = "\U0001f600"
    changes = [
        change(
            number,
            verdict=verdict,
            witness=change(number)["witness"] if verdict == "breaking" else None,
            message=f"Property {sign * 300!r} was removed ({number}).",
        )
        for number in range(3000)
    ]
    text = written(changes)
    assert len(text) < LONGEST
    assert f"**3,000 {verdict}.**" in text
    rows = len(re.findall(r"(?m)^\| .. ?\S* ?(?:breaking|risky|compatible) \|", text))
    left = re.findall(r"… and ([\d,]+) more changes, which find no room here\.", text)
    assert rows + int(left[0].replace(",", "")) == 3000
    assert text.count("<details>") == text.count("</details>")


def test_what_is_quoted_means_nothing_in_markdown() -> None:
    text = written(
        [
            change(
                message="Property '@team' #12 <b>|*x*|</b> `code` [a](b) was removed.",
                operations=["GET /a|`b`"],
            )
        ]
    )
    row = next(line for line in text.splitlines() if line.startswith("| ❌"))
    assert "@<!-- -->team" in row
    assert "#<!-- -->12" in row
    assert r"\<b\>\|\*x\*\|\</b\> \`code\` \[a\](b)" in row
    assert r"`` GET /a\|`b` ``" in row
    summary = next(line for line in text.splitlines() if "<summary>" in line)
    assert "&lt;b&gt;|*x*|&lt;/b&gt;" in summary
    assert "@<!-- -->team" in summary


def test_what_is_fenced_stays_within_its_fence() -> None:
    held = change()
    held["witness"]["breaks"]["reason"] = "```` is no word"
    text = written([held])
    assert "\n`````\nthis request is valid under the base alone;" in text


def test_only_some_are_shown_and_all_are_counted() -> None:
    risky = change(2, verdict="risky", witness=None)
    text = written([change(1), risky], shown=[risky])
    assert "**1 breaking, 1 risky.**" in text
    assert "query p1" not in text
    assert "query p2" in text
