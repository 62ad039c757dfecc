"""Sequences against a service that remembers: what is wrong is found, and no more."""

from pathlib import Path

import pytest

from scripts.fuzzing.contract import FuzzedContract, compiled
from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.given_headers import GivenHeader, Secrets
from scripts.fuzzing.sequences.exchanges import LONGEST, PlayedCaller
from scripts.fuzzing.sequences.outcome import PlayedSequences, unsaid
from scripts.fuzzing.sequences.phase import SequencePlan, play
from scripts.fuzzing.sequences.play import PlayedRights
from tests.unit.fuzzing.shelf import ADA, GRACE, transport

# What each fault is found as: the operation that shows it, and the check.
FOUND = {
    "nothing made": ("GET /shelves/{shelf_id}", "made_is_found"),
    "note forgotten": ("POST /shelves", "made_is_as_sent"),
    "two made": ("GET /shelves", "one_makes_one"),
    "dropped": ("GET /shelves", "made_is_listed"),
    "overlap": ("GET /shelves", "pages_are_disjoint"),
    "newest": ("GET /shelves", "order_as_described"),
    "sort": ("GET /shelves", "order_is_kept"),
    "filter": ("GET /shelves", "filter_chooses"),
    "unchanged": ("GET /shelves/{shelf_id}", "changed_is_as_sent"),
    "too much": ("GET /shelves/{shelf_id}", "changes_only_what_is_sent"),
    "siblings": ("GET /shelves/{shelf_id}", "changes_only_one"),
    "stale": ("PATCH /shelves/{shelf_id}", "stale_is_refused"),
    "same tag": ("GET /shelves/{shelf_id}", "tag_changes"),
    "undeleted": ("GET /shelves/{shelf_id}", "removed_is_gone"),
    "all dropped": ("GET /shelves/{shelf_id}", "removes_only_one"),
    "child stays": ("GET /shelves/{shelf_id}/keys/{key_id}", "below_is_gone"),
    "repeated": ("POST /shelves", "repeated_once"),
    "open": ("GET /shelves/{shelf_id}", "unseen_is_unread"),
    "open list": ("GET /shelves", "unseen_is_unlisted"),
    "revoked": ("GET /shelves/{shelf_id}", "revoked_is_refused"),
    "unlabelled": ("GET /shelves/{shelf_id}", "put_is_told"),
    "label stays": ("GET /shelves/{shelf_id}", "put_is_gone"),
    "setting stays": ("GET /settings", "changed_is_as_sent"),
}


@pytest.fixture(scope="module")
def contract() -> FuzzedContract:
    return compiled(Path(__file__).parent / "shelf.yaml")


def played(
    contract: FuzzedContract, *faults: str, seed: int = 1, is_private: bool = False
) -> PlayedSequences:
    people = {"ada": ADA, "grace": GRACE}
    callers = [PlayedCaller(n, (("X-Key", key),)) for n, key in people.items()]
    given = [GivenHeader("X-Key", key, n.upper()) for n, key in people.items()]
    plan = SequencePlan(
        contract,
        "http://shelves",
        tuple(callers),
        seed,
        Secrets(given),
        rights=PlayedRights(is_private=is_private),
        pause=0,
    )
    return play(plan, transport(*faults))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_is_found_where_nothing_is_wrong(
    contract: FuzzedContract, seed: int
) -> None:
    found = played(contract, seed=seed, is_private=True)
    assert found.findings == ()
    assert found.collections == 2
    assert {"GET /settings", "PATCH /shelves/{shelf_id}"} <= found.reached


# What a contract does not rule out: spaces around a text, marks in place of gaps, and
# an answer with what was there before.
@pytest.mark.parametrize(
    "habit", ["case", "marked", "one in each room", "one for each"]
)
def test_nor_where_the_contract_leaves_it_open(
    contract: FuzzedContract, habit: str
) -> None:
    assert played(contract, habit).findings == ()


@pytest.mark.parametrize("fault", FOUND)
def test_a_fault_is_found_by_a_few_requests(
    contract: FuzzedContract, fault: str
) -> None:
    findings = played(contract, fault).findings
    assert FOUND[fault] in {(each.operation, each.check) for each in findings}
    for each in findings:
        commands = [*each.request.before, each.request.command]
        assert len(commands) <= LONGEST
        assert not [one for one in commands if ADA in one or GRACE in one]


@pytest.mark.parametrize("seed", range(12))
def test_a_filter_is_tried_by_what_may_be_left_out(
    contract: FuzzedContract, seed: int
) -> None:
    findings = played(contract, "filter", seed=seed).findings
    assert FOUND["filter"] in {(each.operation, each.check) for each in findings}


def test_what_is_marked_as_removed_is_said_to_be_left_open(
    contract: FuzzedContract,
) -> None:
    assert any("is marked" in each for each in played(contract, "marked").open)


@pytest.mark.parametrize("habit", ["one in each room", "one for each"])
def test_what_was_there_before_is_not_taken_for_a_new_one(
    contract: FuzzedContract, habit: str
) -> None:
    assert any("was there before" in each for each in played(contract, habit).open)


def test_what_the_fuzzer_found_itself_is_not_said_twice(
    contract: FuzzedContract,
) -> None:
    found = played(contract, "undeleted")
    [mine] = [each for each in found.findings if each.check == "removed_is_gone"]
    other = FuzzFinding(
        mine.operation, "use_after_free", "Use after free", "", "", mine.request
    )
    assert mine in unsaid(found, [])
    assert mine not in unsaid(found, [other])
