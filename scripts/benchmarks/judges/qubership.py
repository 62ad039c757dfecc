"""Pairs of qubership-apihub-compatibility-suites: both ways, without verdicts.

A schema is put into the template of each suite of schemas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.benchmarks.judges.pairs import SuitePair, need

_SUITES = "bin/comparison-base-suite"
_PLACE = re.compile(r"^( *)__SCHEMA__ *$", re.MULTILINE)


def pairs(folder: Path) -> Iterator[SuitePair]:
    """Give the pairs of a checkout.

    Raises:
        SuiteError: it is none.
    """
    schemas = need(folder, f"{_SUITES}/schemas/json-schema")
    for suite in sorted(need(folder, f"{_SUITES}/openapi").iterdir()):
        written = {file.parent for file in suite.glob("*/before.*")}
        for case in sorted(written):
            name = f"{suite.name}/{case.name}"
            sides = [next(case.glob(f"{each}.*")) for each in ("before", "after")]
            yield from _both_ways(name, sides[0], sides[1])
        template = suite / "template.yaml.tpl"
        if not template.is_file():
            continue
        known = {case.name for case in written}
        for case in sorted(schemas.iterdir()):
            files = [case / "before.yaml", case / "after.yaml"]
            if case.name not in known and all(each.is_file() for each in files):
                texts = [_rendered(template.read_text(), each) for each in files]
                yield from _both_ways(f"{suite.name}/{case.name}", *texts)


def _both_ways(
    name: str, base: Path | str, revision: Path | str
) -> Iterator[SuitePair]:
    yield SuitePair(name, base, revision, None)
    yield SuitePair(f"{name}, back", revision, base, None)


def _rendered(template: str, schema: Path) -> str:
    text = schema.read_text().rstrip()

    def place(found: re.Match[str]) -> str:
        return "\n".join(found[1] + line if line else "" for line in text.splitlines())

    return _PLACE.sub(place, template)
