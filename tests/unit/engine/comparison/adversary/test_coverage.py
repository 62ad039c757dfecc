"""The table of edits has each fixed field of each object of OpenAPI.

What says nothing on the wire has its reason in its row.
"""

import pytest

from tests.unit.engine.comparison.adversary.adversary import EDITS, case
from tests.unit.engine.comparison.adversary.official import VERSIONS, fields

# What has no fixed fields but those that a pattern tells.
_PATTERNED = {
    ("Paths", "{path}"),
    ("Callback", "{expression}"),
    ("SecurityRequirement", "{name}"),
}


@pytest.mark.parametrize("version", VERSIONS)
def test_each_fixed_field_is_edited(version: str) -> None:
    own = [edit for edit in EDITS if version in edit.versions]
    edited = {(edit.object, edit.field) for edit in own}
    official = {
        (name, field) for name, names in fields(version).items() for field in names
    }
    # Whatever a version has not is no field of it, either.
    assert edited - _PATTERNED - _REFERENCES == official - _REFERENCES


# A schema may be a reference in 3.0, too, where that is another object.
_REFERENCES = {("Schema", "$ref")}


def test_what_says_nothing_has_a_reason() -> None:
    for edit in EDITS:
        assert (edit.judged == "silent") == bool(edit.why), edit.title


def test_edits_have_names_of_their_own() -> None:
    for version in VERSIONS:
        names = [edit.title for edit in EDITS if version in edit.versions]
        keyed = [name for name in names if names.count(name) > 1]
        assert set(keyed) <= _SEVERAL


# Of texts and of numbers; and what is judged otherwise in another version.
_SEVERAL = {"Schema.format"}


@pytest.mark.parametrize("version", VERSIONS)
def test_each_edit_changes_something(version: str) -> None:
    for edit in EDITS:
        if version in edit.versions:
            made = (case(seed, version, (edit,)) for seed in range(12))
            assert any(made), edit.title


def test_the_same_seed_gives_the_same_contract() -> None:
    edit = EDITS[0]
    one, two = (case(3, edit.versions[0], (edit,)) for _ in range(2))
    assert one == two
