"""The outcome as JUnit XML, which build servers read."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path

from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.outcome import CampaignOutcome

# No text of XML has them (XML 1.0, §2.2).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(outcome: CampaignOutcome, file: Path) -> None:
    """Write a test case for each operation, and one for the run as a whole.

    It has a failure or an error exactly if the exit status is not 0.
    """
    labels = list(dict.fromkeys([*outcome.operations, *_others(outcome)]))
    suite = ET.Element("testsuite", name=_clean(outcome.contract))
    for label in labels:
        found = [one for one in outcome.findings if one.operation == label]
        _add(suite, label, found, [])
    errors = list(outcome.errors)
    if outcome.nothing_reached:
        errors.append("No valid request succeeded.")
    _add(suite, "the run as a whole", [], errors)
    failed = {one.operation for one in outcome.findings}
    suite.set("tests", str(len(labels) + 1))
    suite.set("failures", str(len(failed)))
    suite.set("errors", str(int(bool(errors))))
    suite.set("time", f"{outcome.seconds:.3f}")
    suites = ET.Element("testsuites")
    suites.append(suite)
    ET.ElementTree(suites).write(file, encoding="utf-8", xml_declaration=True)


def add_to_junit(
    findings: Iterable[FuzzFinding], labels: Iterable[str], file: Path
) -> None:
    """Add a suite of sequences to a file that another one wrote, or begin it."""
    suites = ET.parse(file).getroot() if file.exists() else ET.Element("testsuites")  # noqa: S314 - our own file
    suite = ET.SubElement(suites, "testsuite", name="sequences")
    by_label: dict[str, list[FuzzFinding]] = {label: [] for label in labels}
    for finding in findings:
        by_label.setdefault(finding.operation, []).append(finding)
    for label, found in by_label.items():
        _add(suite, label, found, [])
    suite.set("tests", str(len(by_label)))
    suite.set("failures", str(sum(bool(found) for found in by_label.values())))
    suite.set("errors", "0")
    ET.ElementTree(suites).write(file, encoding="utf-8", xml_declaration=True)


def _others(outcome: CampaignOutcome) -> Iterable[str]:
    return (finding.operation for finding in outcome.findings)


def _add(
    suite: ET.Element, label: str, found: list[FuzzFinding], errors: list[str]
) -> None:
    case = ET.SubElement(suite, "testcase", classname="fuzz", name=_clean(label))
    for finding in found:
        commands = (*finding.request.before, finding.request.command)
        failure = ET.SubElement(
            case,
            "failure",
            type=finding.check,
            message=_clean(f"{finding.title}: {finding.message}"),
        )
        failure.text = _clean("\n".join((*commands, f"{finding.count} times")))
    for error in errors:
        ET.SubElement(case, "error", type="incomplete", message=_clean(error))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("�", text)
