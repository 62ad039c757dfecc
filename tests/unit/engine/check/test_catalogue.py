"""Every fault of the catalogue is found where it is."""

import pytest

from impl.engine.check.contract import check
from impl.engine.diagnostics.catalogue import CATALOGUE
from impl.engine.diagnostics.diagnostic import DocumentError, Fault
from impl.engine.files.document_sets import load_all
from impl.engine.text.documents import load
from impl.engine.text.limits import Limits
from tests.unit.engine.fault_cases import (
    CASES,
    LIMIT_CASES,
    SET_CASES,
    Case,
    LimitCase,
    SetCase,
    schema,
)


def find(text: bytes, limits: Limits | None = None) -> list[Fault]:
    try:
        return check(load(text, name="a.yaml", limits=limits))
    except DocumentError as error:
        return list(error.faults)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_fault_is_located(case: Case) -> None:
    found = {(fault.code, fault.pointer): fault for fault in find(case.text)}
    fault = found[case.code, case.pointer]
    assert (fault.line, fault.column) == (case.line, case.column)
    assert fault.severity == CATALOGUE[case.code].severity
    assert fault.file == "a.yaml"
    assert fault.message.endswith(".")
    assert "{" not in fault.mend


@pytest.mark.parametrize("case", LIMIT_CASES, ids=lambda case: case.code)
def test_limit_is_kept(case: LimitCase) -> None:
    [fault] = find(case.text, case.limits)
    assert (fault.code, fault.line, fault.column) == (case.code, case.line, case.column)


@pytest.mark.parametrize("case", SET_CASES, ids=lambda case: case.code)
def test_fault_of_a_set_is_located(case: SetCase) -> None:
    with pytest.raises(DocumentError) as caught:
        load_all("root.yaml", case.files.__getitem__, case.limits)
    fault = caught.value.faults[0]
    assert (fault.code, fault.file) == (case.code, case.file)
    assert (fault.pointer, fault.line) == (case.pointer, case.line)


def test_every_code_has_a_case() -> None:
    covered = {case[0] for case in (*CASES, *LIMIT_CASES, *SET_CASES)}
    of_sets = {"CS1316"}  # a warning: test_document_sets has its case
    of_usages = {"CS1701", "CS1702", "CS1703"}  # tests/unit/engine/usage has theirs
    of_merges = {"CS1801"}  # tests/unit/engine/merging has it
    assert covered | of_sets | of_usages | of_merges == set(CATALOGUE)


def test_what_is_missing_is_told_once_with_what_may_be_meant() -> None:
    reference = "{$ref: '#/components/schemas/Pett'}"
    text = schema(f"{{allOf: [{reference}, {reference}]}}, Pet: {{}}")
    [fault] = find(text)
    assert fault.message.endswith("'#/components/schemas/Pett'. 1 more refers to it.")
    assert fault.mend.endswith("Perhaps '#/components/schemas/Pet' is meant.")


def test_faults_come_in_reading_order() -> None:
    faults = find(b"openapi: 3.1.0\ntags: [1, 2]\npaths: {a: {get: 1}}\nfoo: 1\n")
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)
    assert {fault.code for fault in faults} >= {"CS1202", "CS1203", "CS1212", "CS1415"}


def test_a_fault_reads_as_one_line() -> None:
    [fault] = find(b"- a")
    assert str(fault).startswith("a.yaml:1:1: CS1007 The document is an array")
