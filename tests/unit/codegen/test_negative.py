"""Each diagnostic has a tiny contract, and says what is wrong in it in good words.

`negative/` holds one contract for each code (a file, or a folder with `root.yaml`), and
beside it, as `<code>.txt`, all that the compiler prints about it. After a change of
words run `UPDATE_GOLDENS=1 pytest tests/unit/codegen/test_negative.py` and read the
difference as a user would.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from impl.engine.diagnostics.catalogue import CATALOGUE as ENGINE
from impl.engine.diagnostics.diagnostic import DocumentError, Fault, Position
from impl.engine.diagnostics.excerpts import excerpt
from impl.engine.text.limits import Limits
from scripts.codegen.advise.warnings import warnings
from scripts.codegen.compiler import examine
from scripts.codegen.load import source
from scripts.codegen.load.diagnostics import CATALOGUE as COMPILER
from scripts.codegen.reporting import Reporter

NEGATIVE = Path(__file__).parent / "negative"
CASES = sorted(
    path.relative_to(NEGATIVE) for path in NEGATIVE.iterdir() if path.suffix != ".txt"
)
# Sizes that a file would be too large to break.
LIMITS = {
    "CS1101": Limits(bytes=9),
    "CS1102": Limits(depth=2),
    "CS1103": Limits(nodes=4),
    "CS1105": Limits(pointer=8),
    "CS1106": Limits(files=1),
    "CS1107": Limits(nodes=40),
}
# The compiler follows references to files; only the registry, which takes single
# documents, can find the first; test_faults has its case. The others are of usages.
NOT_THE_COMPILERS = {"CS1304", "CS1701", "CS1702", "CS1703", "CS1801"}
MADE_HERE = {"CS1209"}
# There is no line to point at in nothing, nor in what is no text.
WITHOUT_EXCERPT = {"CS1006"}


def faults_of(contract: Path, *, lint: bool = True) -> list[Fault]:
    try:
        examined = examine(contract, lambda _: None)
    except DocumentError as error:
        return list(error.faults)
    package, source = examined.package, examined.source
    more = warnings(package, source, lint=lint) if package and source else []
    return [*examined.faults, *more]


def printed(contract: Path, faults: list[Fault]) -> None:
    report = Reporter(contract, as_json=False)
    report.faults(faults)
    report.summary()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_messages(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = case.stem
    monkeypatch.chdir(NEGATIVE)
    if code in LIMITS:
        monkeypatch.setattr(source, "_LIMITS", LIMITS[code])
    contract = case / "root.yaml" if case.is_dir() else case
    faults = faults_of(contract)
    printed(contract, faults)
    said = capsys.readouterr().err
    golden = NEGATIVE / f"{code}.txt"
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(said, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == said

    found = [fault for fault in faults if fault.code == code]
    entry = (ENGINE | COMPILER)[code]
    assert {fault.severity for fault in found} == {entry.severity}
    for fault in found:
        text = (contract.parent / fault.file).read_bytes().decode("utf-8", "replace")
        shown = excerpt(text, Position(fault.line, fault.column))
        assert (shown is None) == (code in WITHOUT_EXCERPT), fault
        assert fault.message.endswith(".")
        assert fault.mend.endswith((".", "?"))


def test_a_contract_with_no_end_of_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract = tmp_path / "a.yaml"
    head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n"
    contract.write_text(f"{head}tags: [{'1,' * 150}]\n")
    faults = faults_of(contract, lint=False)
    printed(contract, faults)
    *_, last = capsys.readouterr().err.splitlines()
    assert last == "100 errors, 1 warning"
    assert "CS1209" in {fault.code for fault in faults}


def test_every_code_has_a_contract() -> None:
    codes = {case.stem for case in CASES} | MADE_HERE | NOT_THE_COMPILERS
    assert codes == set(ENGINE | COMPILER)


def test_every_message_has_a_contract() -> None:
    assert {path.stem for path in NEGATIVE.glob("*.txt")} == {
        case.stem for case in CASES
    }
    assert LIMITS.keys() <= {case.stem for case in CASES}


@pytest.mark.parametrize("code", sorted(ENGINE | COMPILER))
def test_an_entry_is_well_written(code: str) -> None:
    entry = (ENGINE | COMPILER)[code]
    assert not entry.title.endswith(".")
    assert entry.mend.endswith((".", "}"))
