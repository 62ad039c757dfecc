"""The forms in which a comparison can be printed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.kinds.catalogue import CATALOGUE
from impl.engine.comparison.reports.changes import changes, changes_under
from impl.engine.comparison.verdicts.profiles import PROFILES, worst
from scripts.comparing.text import bare_text, text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from impl.engine.comparison.verdicts.comparison import ContractComparison
    from scripts.comparing.reading import Given, GivenSchema

FORMATS = ("text", "json", "markdown", "sarif", "junit", "html")


@dataclass(frozen=True)
class Printing:
    """How to print.

    Attributes:
        form: one of FORMATS.
        passing: the verdicts that are no failure.
        only: the verdicts that people are shown; all if there are none.
        room: how many bytes Markdown should have, at most; None for all that a
            comment has.
    """

    form: str
    passing: Collection[str] = ("compatible", "risky")
    only: Collection[str] = ()
    room: int | None = None

    def shown(self, held: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the changes that people are shown."""
        if not self.only:
            return held
        return [change for change in held if change["verdict"] in self.only]


def render(
    printing: Printing,
    comparison: ContractComparison,
    base: Given,
    revision: Given,
    whole: ContractComparison | None = None,
    accepted: Sequence[dict[str, Any]] = (),
) -> str:
    """Write a comparison.

    Args:
        printing: how.
        comparison: what is told of.
        base: the contract that clients know.
        revision: what it is to become.
        whole: the comparison of all that there is, if some is left out; it is what a
            certificate is about.
        accepted: the changes that are left out because somebody accepts them.
    """
    held = located(comparison, base, revision)
    form, semver = printing.form, _semver(comparison, accepted)
    if form == "json":
        from impl.engine.comparison.verdicts.certificates import certificate

        report = {
            "verdict": comparison.verdict,
            "semver": semver,
            "changes": held,
            **_with_accepted(comparison, accepted),
            "certificate": certificate(whole or comparison),
        }
        return f"{json.dumps(report, indent=2, ensure_ascii=False)}\n"
    if form in {"sarif", "junit"}:
        return _for_tools(form, held, printing, accepted)
    shown = printing.shown(held)
    if form == "markdown":
        from impl.engine.comparison.reports.markdown import ROOM, markdown

        return markdown(
            held,
            verdict=comparison.verdict,
            semver=semver,
            profile=comparison.profile.name,
            shown=shown,
            room=ROOM if printing.room is None else printing.room,
            accepted=accepted,
        )
    if form == "html":
        from scripts.comparing.html_report import ReportSubject, page

        about = ReportSubject(
            base.name,
            revision.name,
            comparison.verdict,
            semver,
            comparison.profile.name,
            {
                name: changes_under(comparison, profile)
                for name, profile in PROFILES.items()
            },
            accepted,
        )
        return page(about, held, shown, base, revision)
    left_out = len(whole.facts) - len(held) - len(accepted) if whole else 0
    names = (base.name, revision.name)
    return text(comparison, held, shown, names, left_out, accepted, semver)


def _with_accepted(
    comparison: ContractComparison, accepted: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """Say what is accepted, and the verdict that agrees with the version to raise.

    The other verdict is of what is left, which is what the exit status goes by.
    """
    if not accepted:
        return {}
    verdicts = (comparison.verdict, *(change["verdict"] for change in accepted))
    return {"verdict_with_accepted": worst(verdicts), "accepted": list(accepted)}


def _semver(comparison: ContractComparison, accepted: Sequence[dict[str, Any]]) -> str:
    """Say which part of the version to raise: what is accepted counts there too."""
    if any(change["verdict"] in {"breaking", "undecided"} for change in accepted):
        return "major"
    if all(CATALOGUE[change["kind"]].is_informational for change in accepted):
        return comparison.semver
    return "major" if comparison.semver == "major" else "minor"


def render_bare(
    printing: Printing,
    found: dict[str, Any],
    base: GivenSchema,
    revision: GivenSchema,
) -> str:
    """Write a comparison of bare schemas."""
    held = [_of_schemas(change, base, revision) for change in found["changes"]]
    form = printing.form
    if form == "json":
        told = [
            {key: value for key, value in change.items() if key not in _OF_CONTRACTS}
            for change in held
        ]
        for change, written in zip(told, found["changes"], strict=True):
            change["witness"] = written["witness"]
        report = {**found, "changes": told}
        return f"{json.dumps(report, indent=2, ensure_ascii=False)}\n"
    if form in {"sarif", "junit"}:
        return _for_tools(form, held, printing)
    shown = printing.shown(held)
    if form == "markdown":
        from impl.engine.comparison.reports.markdown import markdown

        return markdown(
            held,
            verdict=found["verdict"],
            semver=found["semver"],
            profile="JSON Schema",
            shown=shown,
        )
    names = (base.name, revision.name)
    if form == "html":
        from scripts.comparing.html_report import ReportSubject, page

        return page(
            ReportSubject(*names, found["verdict"]), held, shown, base, revision
        )
    return bare_text(found["verdict"], held, shown, names)


def _for_tools(
    form: str,
    held: list[dict[str, Any]],
    printing: Printing,
    accepted: Sequence[dict[str, Any]] = (),
) -> str:
    # A run has one form, and each takes its time to load.
    if form == "sarif":
        from scripts.comparing.sarif import sarif

        return sarif([*held, *accepted])
    from scripts.comparing.junit import junit

    return junit([*held, *accepted], printing.passing)


# What only changes of contracts have.
_OF_CONTRACTS = frozenset({"group", "place", "profiles", "operations"})


def _of_schemas(
    change: dict[str, Any], base: GivenSchema, revision: GivenSchema
) -> dict[str, Any]:
    """Write a change of bare schemas like one of contracts."""
    witness = change["witness"]
    if witness:
        message = {"type": "value", "value": witness["instance"]}
        breaks = {**witness["breaks"], "part": ""}
        witness = {**witness, "message": message, "breaks": breaks}
    sides = {
        side: {**change[side], **given.place(change[side]["pointer"])}
        for side, given in (("base", base), ("revision", revision))
    }
    same = {"group": change["fingerprint"], "place": "", "profiles": {}}
    return {**change, **sides, **same, "witness": witness}


def located(
    comparison: ContractComparison, base: Given, revision: Given
) -> list[dict[str, Any]]:
    """Write the changes as JSON objects, with places as people know the files."""
    held = changes(comparison, base.contract, revision.contract)
    for change in held:
        for side, given in (("base", base), ("revision", revision)):
            place = change[side]
            end = given.end_of_line(place["file"], place["line"])
            place["file"] = given.file(place["file"])
            if end is not None:
                place["end_column"] = end
    return held
