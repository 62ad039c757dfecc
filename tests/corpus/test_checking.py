"""Public contracts are accepted, or refused for what is truly wrong with them."""

from collections import Counter

import pytest

from impl.engine.check.contract import check
from impl.engine.files.document_sets import load_all
from impl.engine.text.documents import load
from tests.support.corpus import CONTRACTS

pytestmark = pytest.mark.skipif(
    not CONTRACTS.is_dir(), reason="the public contracts are not next to the repository"
)

# Root document, and the codes and numbers of its faults; W marks a warning.
SINGLE = {
    "oai-tictactoe/examples/v3.1/tictactoe.yaml": {},
    "museum/openapi.yaml": {},
    "realworld/api/openapi.yml": {},
    "petstore3/src/main/resources/openapi.yaml": {},
    "supabase-auth/openapi.yaml": {
        "CS1202 W": 1,
        "CS1209 W": 1,
        "CS1313 W": 2,
        "CS1414 W": 95,
        "CS1607 W": 2,
    },
    "openeo/openapi.yaml": {"CS1613 W": 2, "CS1615 W": 2},
    "spotify/fixed-spotify-open-api.yml": {},
    "resend/resend.yaml": {"CS1613 W": 10},
    "ory-hydra/spec/api.json": {},
    "figma/openapi/openapi.yaml": {},
    "meilisearch/open-api.json": {"CS1210 W": 15},
    "ory-kratos/spec/api.json": {"CS1501 W": 1, "CS1613 W": 2},
    "zaken/src/openapi.yaml": {"CS1416 W": 22, "CS1502 W": 55, "CS1613 W": 21},
    "adyen-checkout/yaml/CheckoutService-v71.yaml": {"CS1613 W": 2},
    "tmf620/TMF620-Product_Catalog_Management-v5.0.0.oas.yaml": {},
    "discord/specs/openapi.json": {"CS1611 W": 2},
    "twilio-api/spec/json/twilio_api_v2010.json": {"CS1613 W": 7},
    "k8s-core/openapi/openapitest/testdata/api__v1_openapi.json": {},
    "box/openapi.json": {"CS1415 W": 19, "CS1613 W": 17},
    "github-2021/sample_openapi/api.github.com.json": {"CS1613 W": 4, "CS1615 W": 8},
}
SEVERAL = {
    ("camara-qod", "code/API_definitions/quality-on-demand.yaml"): {},
    ("conjur", "spec/openapi.yml"): {"CS1416 W": 1},
    ("redocly-starter", "openapi/openapi.yaml"): {"CS1311 W": 1},
    ("digitalocean", "specification/DigitalOcean-public.v2.yaml"): {
        "CS1209 W": 1,
        "CS1409 W": 4,
        "CS1416 W": 2,
        "CS1502 W": 90,
        "CS1613 W": 4,
    },
}


def summary(faults: object) -> dict[str, int]:
    assert isinstance(faults, list)
    marks = {"error": "", "warning": " W"}
    return dict(Counter(fault.code + marks[fault.severity] for fault in faults))


@pytest.mark.parametrize(("name", "expected"), SINGLE.items(), ids=SINGLE)
def test_single_documents(name: str, expected: dict[str, int]) -> None:
    document = load((CONTRACTS / name).read_bytes(), name=name)
    assert summary(check(document)) == expected


@pytest.mark.parametrize(("place", "expected"), SEVERAL.items(), ids=str)
def test_documents_of_several_files(
    place: tuple[str, str], expected: dict[str, int]
) -> None:
    folder, name = place
    found = load_all(name, lambda path: (CONTRACTS / folder / path).read_bytes())
    assert summary(check(found)) == expected
    assert len(found.documents) > 1


@pytest.mark.parametrize("place", SEVERAL, ids=str)
def test_outside_references_are_refused_in_one_document(place: tuple[str, str]) -> None:
    document = load(CONTRACTS.joinpath(*place).read_bytes())
    assert "CS1304" in summary(check(document))


def test_every_contract_has_its_expectation() -> None:
    folders = {entry.name for entry in CONTRACTS.iterdir() if entry.is_dir()}
    named = {name.partition("/")[0] for name in SINGLE}
    assert folders == named | {folder for folder, _ in SEVERAL}
