"""What a workflow of GitHub Actions shows: annotations, a log and a step summary.

The forms are those of GitHub's documentation, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

import os
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from scripts.comparing.comment import comment
from scripts.comparing.formats import Printing, located
from scripts.comparing.gate_reports import report_on_all
from scripts.comparing.refusals import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.comparing.acceptances import Change
    from scripts.comparing.judging import JudgedContract

# A step shows no more annotations of one level.
_MOST: Final = 10
_MOST_TEXT: Final = 4_000


def workflow_log(
    printing: Printing, found: Sequence[JudgedContract], notes: Sequence[str]
) -> str:
    """Write annotations, and the report between them so that no line is a command."""
    annotations = [line for each in found for line in _annotations(each, printing)]
    shown: list[str] = []
    for level in ("error", "warning"):
        own = [line for line in annotations if line.startswith(f"::{level} ")]
        shown += own[:_MOST]
        if left := own[_MOST:]:
            shown.append(command("notice", f"{len(left)} more of {level} level."))
    shown += [command("warning", note) for note in notes[:_MOST]]
    token = secrets.token_hex(16)
    report = report_on_all(replace(printing, form="text"), found)
    lines = [*shown, f"::stop-commands::{token}", report.rstrip("\n"), f"::{token}::"]
    return "\n".join(lines) + "\n"


def write_summary(
    printing: Printing, found: Sequence[JudgedContract], notes: Sequence[str]
) -> None:
    """Add the report to the summary of the step, if this is one.

    Raises:
        Unusable: it can't be written.
    """
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    text = comment(replace(printing, form="markdown"), found, notes, is_single=False)
    try:
        with open(file, "ab") as summary:  # noqa: PTH123 - a name, as it is given
            summary.write(text.encode("utf-8", "replace"))
    except OSError as error:
        raise Unusable(
            f"the step's summary can't be written: {error.strerror}"
        ) from None


def command(name: str, message: str, **properties: object) -> str:
    """Write a workflow command; whatever is in it stays data."""
    held = ",".join(f"{key}={_property(str(held))}" for key, held in properties.items())
    return (
        f"::{name} {held}::{_data(message)}" if held else f"::{name}::{_data(message)}"
    )


def _annotations(judged: JudgedContract, printing: Printing) -> Iterator[str]:
    if judged.version and judged.status:
        file = judged.revision.file(judged.revision.root)
        place = judged.revision.contract.source("/info/version")[1]
        where = {"file": file, "line": place.line, "col": place.column}
        yield command("error", judged.version, **where, title="Version too low")
    for change in located(judged.left, judged.base, judged.revision):
        if change["verdict"] == "compatible":
            continue
        fails = judged.status and change["verdict"] not in printing.passing
        place = change["revision"]
        yield command(
            "error" if fails else "warning",
            _told(change),
            file=place["file"],
            line=place["line"],
            col=place["column"],
            title=f"{change['verdict'].capitalize()}: {change['kind']}",
        )


def _told(change: Change) -> str:
    lines = [change["message"]]
    if witness := change["witness"]:
        other = "revision" if witness["valid_under"] == "base" else "base"
        breaks = witness["breaks"]
        lines.append(
            f"A {witness['message']['type']} that the {witness['valid_under']} allows, "
            f"and the {other} does not: {breaks['part']} {breaks['pointer']}: "
            f"{breaks['reason']}"
        )
    lines.append(f"Accept it by its fingerprint, {change['fingerprint']}.")
    return "\n".join(lines)[:_MOST_TEXT]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
