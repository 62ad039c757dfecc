"""Every kind is explained, and its example shows it."""

import pytest

from impl.engine.comparison.kinds import facets
from impl.engine.comparison.kinds.catalogue import BARE_SCHEMA, CATALOGUE
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.kinds.of_schemas import SCHEMA, Carrier
from impl.engine.comparison.reports.examples import example
from impl.engine.comparison.reports.explanations import explained
from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.profiles import PROFILES, judge
from impl.engine.comparison.verdicts.schema_comparison import compare_bare
from impl.engine.containment import Budget
from tests.unit.engine.comparison.shop import document

UNHURRIED = Budget(seconds=60)
_UNTELLABLE = (facets.REFERENCE, facets.CONTENT_ENCODING)


def _has_none(carrier: Carrier, facet: facets.Facet, effect: Effect) -> bool:
    """Tell whether a kind shows only where there is no telling."""
    words = facet.stem.partition("-")[0]
    is_bound = words in {"minimum", "maximum", "min", "max", "unique"}
    return (
        facet in _UNTELLABLE
        or (is_bound and effect is Effect.CHANGED)
        or (facet is facets.READ_ONLY and carrier is not Carrier.REQUEST_BODY)
    )


def test_every_example_shows_its_kind_at_the_level_that_is_told() -> None:
    bare = {kind.name for kind in BARE_SCHEMA.values()}
    for name, kind in CATALOGUE.items():
        shown = example(kind)
        if shown is None or name in bare:
            continue
        base, revision = map(document, shown.contracts)
        compared = compare(base, revision, budget=UNHURRIED)
        found = [fact for fact in compared.differences if fact.kind is kind]
        assert found, name
        for profile_name, told in explained(name).levels.items():
            profile = PROFILES[profile_name].on("2025-01-01")
            if told != "not looked at":
                assert judge(found[0], profile) in told, (name, profile_name)


def test_what_has_no_example_cannot_be_shown() -> None:
    without = {name for name, kind in CATALOGUE.items() if example(kind) is None}
    expected = {kind.name for key, kind in SCHEMA.items() if _has_none(*key)}
    assert without == expected


def test_bare_schemas_have_examples() -> None:
    for kind in BARE_SCHEMA.values():
        shown = example(kind)
        assert shown
        directions = {
            change["direction"] for change in compare_bare(*shown.contracts)["changes"]
        }
        assert directions == {kind.direction}


def test_every_kind_has_a_section_of_a_standard() -> None:
    for name in CATALOGUE:
        about = explained(name)
        assert about.link.startswith("https://")
        assert about.section.name.split(",")[0] in {
            *("OpenAPI 3.1.0", "RFC 8594"),
            *("JSON Schema Core 2020-12", "JSON Schema Validation 2020-12"),
        }
        assert about.why.endswith(".")
        assert about.levels.keys() == PROFILES.keys()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("request-type-narrowed", "Two contracts of 3.0 are read as gates do."),
        ("response-enum-widened", "Two contracts of 3.0 are read as gates do."),
        ("request-discriminator-removed", "has nothing to go by any more"),
        ("response-discriminator-removed", "has nothing to go by any more"),
        ("request-additional-properties-narrowed", "beyond its names"),
    ],
)
def test_what_is_debatable_is_decided_in_words(name: str, words: str) -> None:
    assert words in explained(name).text()
