"""Faults in this project's own service, which no single answer shows, are found."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.sequences.exchanges import LONGEST
from scripts.proving.sequences import play_own
from scripts.proving.service import scratch_database, serving
from tests.contract.planted import FAULTS

# With this variable each fault is planted alone: `COUNTERSIGN_FAULTS=all pytest -v …`.
ALL = os.environ.get("COUNTERSIGN_FAULTS") == "all"
# What shows each of them: checks, any of which will do.
SHOWN = {
    "delete-deletes-nothing": {"removed_is_gone"},
    "delete-deletes-siblings": {"removes_only_one"},
    "child-outlives-parent": {"below_is_gone"},
    "revoked-key-is-good": {"revoked_is_refused"},
    "ended-session-is-good": {"revoked_is_refused"},
    "removed-member-stays": {"removed_is_gone", "forbidden_is_refused"},
    "pages-repeat-an-item": {"pages_are_disjoint"},
    "pages-skip-an-item": {"pages_are_whole"},
    "lists-drop-the-last": {"made_is_listed"},
    "lists-drop-the-first": {"made_is_listed"},
    "order-is-reversed": {"order_as_described"},
    "patch-changes-nothing": {"changed_is_as_sent"},
    "patch-forgets-a-member": {"changed_is_as_sent", "changes_only_what_is_sent"},
    "patch-changes-too-much": {"changes_only_what_is_sent", "changed_is_as_sent"},
    "patch-changes-siblings": {"changes_only_one"},
    "null-removes-nothing": {"null_removes"},
    "create-forgets-a-member": {"made_is_as_sent"},
    "create-makes-two": {"one_makes_one"},
    "search-is-ignored": {"filter_chooses"},
    "filter-is-ignored": {"filter_chooses"},
    "roles-are-ignored": {"forbidden_is_refused"},
    "scopes-are-ignored": {"forbidden_is_refused"},
    "repeated-call-is-new": {"repeated_once", "repeated_is_known"},
    "stale-change-is-made": {"stale_is_refused"},
    "tag-stays": {"tag_changes"},
    "tenants-see-each-other": {"unseen_is_unread"},
    "list-shows-other-tenants": {"unseen_is_unlisted"},
    "deprecation-is-not-kept": {"put_is_told"},
    "deprecation-stays": {"put_is_gone"},
    "profile-is-not-kept": {"changed_is_as_sent"},
}


@pytest.fixture(scope="module")
def faulty_database() -> Iterator[str]:
    with scratch_database() as url:
        yield url


def findings(
    database: str, log: Path, *faults: str, on: tuple[str, ...] = ()
) -> tuple[FuzzFinding, ...]:
    """Play sequences against a service with faults."""
    first = f"from tests.contract.planted import plant; plant(*{faults!r})"
    with serving(database, log, first=first) as service:
        return play_own(service.url, 1, on).findings


def show(faults: tuple[str, ...], found: tuple[FuzzFinding, ...]) -> None:
    checks = {each.check for each in found}
    assert {each for each in faults if not SHOWN[each] & checks} == set()
    longest = max(len(each.request.before) + 1 for each in found)
    assert longest <= LONGEST


def test_faults_are_known_by_what_shows_them() -> None:
    assert FAULTS.keys() == SHOWN.keys()


@pytest.mark.skipif(ALL, reason="each of them is planted alone")
def test_a_few_faults_are_found(faulty_database: str, tmp_path: Path) -> None:
    faults = ("patch-changes-nothing", "create-makes-two", "revoked-key-is-good")
    on = ("create_environment", "create_api_key")
    show(faults, findings(faulty_database, tmp_path / "log", *faults, on=on))


@pytest.mark.skipif(not ALL, reason="COUNTERSIGN_FAULTS is not all")
@pytest.mark.parametrize("fault", SHOWN)
def test_each_fault_is_found(fault: str, faulty_database: str, tmp_path: Path) -> None:
    show((fault,), findings(faulty_database, tmp_path / "log", fault))
