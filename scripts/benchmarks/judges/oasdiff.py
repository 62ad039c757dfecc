"""Pairs of oasdiff (Go): what its tests find in two files, and how grave that is.

A test names what one check is to find, and a table how grave it is. What a test makes
of the files before it compares them is not run, nor is what it says of one check alone
that finds nothing: another one may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.benchmarks.judges.pairs import SuiteError, SuitePair, need

_FUNCTION = re.compile(r"^func (Test\w+)\(.*?^}", re.MULTILINE | re.DOTALL)
_HELPER = re.compile(
    r'^func (\w+)\(\w+ string\) string \{\s*return fmt\.Sprintf\("([^"]*)", \w+\)',
    re.MULTILINE,
)
_OPENED = re.compile(r'(s\d), err :?= open\((?:(\w+)\()?"([^"]+)"')
_EDITED = re.compile(r"\bs\d\.Spec\.|\.Spec\s*=")
_COMPARED = re.compile(r"diff\.\w+\([^()]*\(\), (s\d), (s\d)\)")
_FOUND = re.compile(r"checker\.(\w+Id)\b")
_RULE = re.compile(r"Rule\((\w+Id), (ERR|WARN|INFO),")


def pairs(folder: Path) -> Iterator[SuitePair]:
    """Give the pairs of a checkout.

    Raises:
        SuiteError: it is none.
    """
    checker = need(folder, "checker")
    need(folder, "data")
    rules = checker / "rules.go"
    levels = dict(_RULE.findall(rules.read_text())) if rules.is_file() else {}
    if not levels:
        raise SuiteError(f"{rules} has no table of levels")
    texts = [file.read_text() for file in sorted(checker.glob("*_test.go"))]
    helpers = {name: form for text in texts for name, form in _HELPER.findall(text)}
    found: dict[tuple[Path, Path], set[str]] = {}
    for text in texts:
        for test in _FUNCTION.finditer(text):
            files = _files(checker, test[0], helpers)
            told = {levels[name] for name in _FOUND.findall(test[0]) if name in levels}
            if files and told:
                found.setdefault(files, set()).update(told)
    for (base, revision), told in sorted(found.items()):
        name = " -> ".join(
            str(f.relative_to(folder / "data")) for f in (base, revision)
        )
        yield SuitePair(name, base, revision, "ERR" in told)


def _files(
    checker: Path, test: str, helpers: dict[str, str]
) -> tuple[Path, Path] | None:
    opened = {
        variable: (checker / helpers.get(helper, "%s").replace("%s", name)).resolve()
        for variable, helper, name in _OPENED.findall(test)
    }
    compared = _COMPARED.findall(test)
    if len(compared) != 1 or _EDITED.search(test):
        return None
    base, revision = (opened.get(each) for each in compared[0])
    if base is None or revision is None or base == revision:
        return None
    return (base, revision) if base.is_file() and revision.is_file() else None
