"""Reports of what was judged: of one contract or several, in every form."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

from scripts.comparing.formats import Printing, render
from scripts.comparing.sarif import sarif
from scripts.comparing.sources import Unusable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.comparing.acceptances import Change
    from scripts.comparing.judging import JudgedContract

# What people read has the notes as well; other forms have no place for them.
FOR_PEOPLE = ("text", "markdown")


def report_on(printing: Printing, judged: JudgedContract) -> str:
    """Write a report on one contract."""
    form = printing.form
    whole = render(
        printing,
        judged.left,
        judged.base,
        judged.revision,
        whole=judged.comparison,
        accepted=judged.accepted,
    )
    if form not in FOR_PEOPLE:
        return whole
    lines = [_accepted(change, form) for change in judged.accepted]
    if form == "markdown" and lines:
        lines = ["", "### Accepted changes", "", *lines]
    if judged.version:
        lines += [*([""] if form == "markdown" else []), f"{judged.version}."]
    return "\n".join([whole.rstrip("\n"), *lines]) + "\n"


def report_on_all(printing: Printing, found: Sequence[JudgedContract]) -> str:
    """Write one report on all contracts of a repository.

    Raises:
        Unusable: the form has room for one alone.
    """
    form = printing.form
    reports = [report_on(printing, each) for each in found]
    if form == "json":
        named = [
            {"contract": each.revision.name, **json.loads(report)}
            for each, report in zip(found, reports, strict=True)
        ]
        return _json({"contracts": named})
    if form == "sarif":
        return _json(_one_run([json.loads(each) for each in reports]))
    if form == "junit":
        return _suites(reports)
    if form == "markdown":
        headings = [f"# `{each.revision.name}`\n\n" for each in found]
        reports = list(map(str.__add__, headings, reports))
    elif form != "text" and len(reports) > 1:
        raise Unusable(f"a report as {form} is on one contract: name BASE and REVISION")
    return "\n".join(reports)


def _accepted(change: Change, form: str) -> str:
    accepted = change["accepted"]
    until = f" until {accepted['until']}" if "until" in accepted else ""
    why = f"{accepted['by']}{until}: {accepted['reason']}"
    if form == "markdown":
        return f"- {_plain(change['message'])} — accepted by {_plain(why)}"
    return f"accepted {change['fingerprint']} by {why}\n    {change['message']}"


def _plain(text: str) -> str:
    """Write a text so that Markdown shows it as it is, on one line."""
    shown = " ".join(text.split())
    for sign in "\\`*_<[":
        shown = shown.replace(sign, f"\\{sign}")
    return shown


def _json(value: Any) -> str:
    return f"{json.dumps(value, indent=2, ensure_ascii=False)}\n"


def _one_run(reports: list[Any]) -> Any:
    """Merge reports into one run: GitHub takes no second one of a tool in a file."""
    if not reports:
        return json.loads(sarif([]))
    merged = reports[0]
    [run] = merged["runs"]
    rules = run["tool"]["driver"]["rules"]
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    for report in reports[1:]:
        [more] = report["runs"]
        for rule in more["tool"]["driver"]["rules"]:
            if rule["id"] not in places:
                places[rule["id"]] = len(rules)
                rules.append(rule)
        run["results"] += [
            {**result, "ruleIndex": places[result["ruleId"]]}
            for result in more["results"]
        ]
    return merged


def _suites(reports: list[str]) -> str:
    root = ET.Element("testsuites")
    for report in reports:
        found = ET.fromstring(report)  # noqa: S314 - just written here
        root.extend([found] if found.tag == "testsuite" else found)
    written = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'
