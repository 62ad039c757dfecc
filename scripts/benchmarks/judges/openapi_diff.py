"""Pairs of openapi-diff (Java): two files, and what a test asserts of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.benchmarks.judges.pairs import SuitePair, need

_CONSTANT = re.compile(r'String (\w+)\s*=\s*"([^"]+)"')
_TEST = re.compile(r"@Test\b.*?(?=@Test\b|\Z)", re.DOTALL)
_LOCATED = re.compile(
    r"(?:fromLocations|assertOpenApi\w+)\(\s*([\w.\"/-]+),\s*([\w.\"/-]+)"
)
_ASSERTED = {
    re.compile(r"assertOpenApiBackwardIncompatible\("): True,
    re.compile(r"assertOpenApiBackwardCompatible\("): False,
    re.compile(r"assertOpenApiAreEquals\("): False,
    re.compile(r"assertThat\(\w+\.isCompatible\(\)\)\.isTrue\(\)"): False,
    re.compile(r"assertThat\(\w+\.isCompatible\(\)\)\.isFalse\(\)"): True,
    re.compile(r"assertThat\(\w+\.isIncompatible\(\)\)\.isTrue\(\)"): True,
    re.compile(r"assertThat\(\w+\.isUnchanged\(\)\)\.isTrue\(\)"): False,
}


def pairs(folder: Path) -> Iterator[SuitePair]:
    """Give the pairs of a checkout.

    Raises:
        SuiteError: it is none.
    """
    resources = need(folder, "core/src/test/resources")
    found: dict[tuple[str, str], set[bool]] = {}
    for file in sorted(need(folder, "core/src/test/java").rglob("*Test.java")):
        text = file.read_text()
        constants = dict(_CONSTANT.findall(text))
        for test in _TEST.findall(text):
            located = [
                tuple(_name(each, constants) for each in pair)
                for pair in _LOCATED.findall(test)
            ]
            told = {says for form, says in _ASSERTED.items() if form.search(test)}
            # Of several pairs nobody knows which is meant.
            if len(set(located)) == 1 and "" not in located[0]:
                found.setdefault((located[0][0], located[0][1]), set()).update(told)
    for (base, revision), told in sorted(found.items()):
        files = resources / base, resources / revision
        if all(each.is_file() for each in files):
            breaks = next(iter(told)) if len(told) == 1 else None
            yield SuitePair(f"{base} -> {revision}", *files, breaks)


def _name(said: str, constants: dict[str, str]) -> str:
    return said.strip('"') if said.startswith('"') else constants.get(said, "")
