"""What changes of comparisons say of single members."""

import json
from uuid import UUID

import pytest

from impl.overview_records import FoundChange
from impl.services.member_lives import MemberLives

LATE, EARLY = UUID(int=2), UUID(int=1)
AT = "/components/schemas/T/properties"


def told(at: str, *found: tuple[UUID, str, str], leads_to: str = "") -> str:
    changes = [
        FoundChange(step, json.dumps(content).encode())
        for step, kind, pointer in found
        for content in [{"kind": kind, "revision": {"pointer": pointer}}]
    ]
    return MemberLives(changes, {LATE: "1.2.0", EARLY: "1.1.0"}).of(at, leads_to)


@pytest.mark.parametrize("part", ["", "/minimum", "/enum/3", "/x-y/required"])
def test_what_is_a_part_of_a_member_changes_it(part: str) -> None:
    found = (EARLY, "response-minimum-narrowed", f"{AT}/a{part}")
    assert told(f"{AT}/a", found) == "changed in 1.1.0"
    assert told(f"{AT}/b", found) == ""
    assert told(f"{AT}/b", found, leads_to=f"{AT}/a") == "changed in 1.1.0"


@pytest.mark.parametrize(
    "below", ["/properties/b", "/items", "/items/minimum", "/anyOf/1/type", "/not/type"]
)
def test_what_is_another_schema_does_not(below: str) -> None:
    assert told(f"{AT}/a", (LATE, "response-type-changed", f"{AT}/a{below}")) == ""


def test_the_last_time_counts() -> None:
    added = (EARLY, "request-property-added", f"{AT}/a")
    again = (LATE, "response-property-added", f"{AT}/a")
    changed = (LATE, "request-type-narrowed", f"{AT}/a/type")
    assert told(f"{AT}/a", added) == "since 1.1.0"
    assert told(f"{AT}/a", added, again) == "since 1.2.0"
    assert told(f"{AT}/a", added, changed) == "since 1.1.0, changed in 1.2.0"
    before = (EARLY, "request-type-narrowed", f"{AT}/a/type")
    assert told(f"{AT}/a", again, before) == "since 1.2.0", "it was another one"


def test_places_in_lists_are_no_names() -> None:
    at = f"{AT}/a/allOf/0/properties/b"
    assert told(at, (EARLY, "request-property-added", at)) == ""
    status = "/paths/~1a/get/responses/200/content/a~1b/schema"
    found = (EARLY, "response-type-changed", f"{status}/type")
    assert told(status, found) == "changed in 1.1.0"
