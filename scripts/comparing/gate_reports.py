"""Reports of what was judged, of one contract or several; Markdown: `comment`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from impl.engine.diagnostics.excerpts import printable
from scripts.comparing.acceptances import reason_of
from scripts.comparing.formats import Printing, render
from scripts.comparing.refusals import Unusable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.comparing.acceptances import Change
    from scripts.comparing.judging import JudgedContract


def report_on(printing: Printing, judged: JudgedContract) -> str:
    """Write a report on one contract, in Markdown without what is accepted."""
    whole = render(
        printing,
        judged.left,
        judged.base,
        judged.revision,
        whole=judged.comparison,
        accepted=judged.accepted,
    )
    if printing.form == "json" and judged.consumers:
        from scripts.comparing.consumers import as_json

        return _json({**json.loads(whole), "consumers": as_json(judged.consumers)})
    if printing.form != "text":
        return whole
    lines = [_accepted(change) for change in judged.accepted]
    if judged.version:
        lines.append(f"{judged.version}.")
    if judged.consumers:
        from scripts.comparing.consumers import as_text

        lines += as_text(judged.consumers)
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
    if form != "text" and len(reports) > 1:
        raise Unusable(f"a report as {form} is on one contract: name BASE and REVISION")
    return "\n".join(reports)


def _accepted(change: Change) -> str:
    why, message = map(printable, (reason_of(change), change["message"]))
    return f"accepted {change['fingerprint']} by {why}\n    {message}"


def _json(value: Any) -> str:
    return f"{json.dumps(value, indent=2, ensure_ascii=False)}\n"


def _one_run(reports: list[Any]) -> Any:
    """Merge reports into one run: GitHub takes no second one of a tool in a file."""
    if not reports:
        # A run has one form, and each takes its time to load.
        from scripts.comparing.sarif import sarif

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
    import xml.etree.ElementTree as ET

    root = ET.Element("testsuites")
    for report in reports:
        found = ET.fromstring(report)  # noqa: S314 - just written here
        root.extend([found] if found.tag == "testsuite" else found)
    written = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'
