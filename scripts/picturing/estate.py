"""Two teams that work with each other, made over HTTP as anybody would."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx2

from scripts.proving.people import PersonClient

_REFUNDS: Final = (Path(__file__).parent / "refunds.yaml").read_text("utf-8")
_STATUS: Final = "enum: [pending, paid, failed]"
# What each version changes of the one before.
_STEPS: Final = (
    (
        *("1.1.0", "note: {type: string}"),
        "note: {type: string}\n        paid_at: {type: string, format: date-time}",
    ),
    ("1.2.0", "maximum: 100", "maximum: 200"),
    ("2.0.0", "required: [payment, amount]", "required: [payment, amount, reason]"),
)
_PROPOSED: Final = (
    (_STATUS, "enum: [pending, paid, failed, cancelled]"),
    ("enum: [EUR, USD, GBP]", "enum: [EUR, USD]"),
    ("maximum: 200", "maximum: 50"),
)
# Of the other team, and of the API's own.
_CONSUMERS: Final = (
    (
        ("checkout", "Checkout", "5.0.1", "1.1.0"),
        ("mobile", "Mobile app", "4.2.0", "1.0.0"),
    ),
    (("back-office", "Back office", "7.3", "2.0.0"),),
)
_TITLE: Final = "Tell cancelled refunds apart, and smaller pages"
_WHY: Final = (
    "Support cannot see whether a refund failed or was stopped. Pages of 200 are what "
    "slows the list down."
)


@dataclass(frozen=True, slots=True)
class Estate:
    """Where its pages are, by what their pictures are called, and who looks."""

    email: str
    pages: dict[str, str]


def populate(url: str, http: httpx2.Client) -> Estate:
    """Make people, teams, contracts and what they say of them.

    Raises:
        PopulationError: the service refused.
    """
    ada, ben, mira = (
        PersonClient.registered(url, name, http) for name in ("ada", "ben", "mira")
    )
    team = _made(ada, "/v1/teams", name="payments", title="Payments")
    ada.add_member(_id(team), ben.email, "maintainer")
    at = f"/v1/teams/{_id(team)}"
    apis = {
        name: _made(ada, f"{at}/apis", name=name, title=title, visibility="everyone")
        for name, title in (
            ("ledger", "Ledger"),
            ("payouts", "Payouts"),
            ("refunds", "Refunds"),
        )
    }
    for name, title in (("ledger", "Ledger"), ("payouts", "Payouts")):
        document = _REFUNDS.replace("title: Refunds", f"title: {title}")
        _sent(ada, f"{at}/apis/{_id(apis[name])}/versions", document)
    refunds = f"{at}/apis/{_id(apis['refunds'])}"
    latest = _published(ada, refunds)
    _policy(ada, refunds)
    _deployed(ada, mira, at, _id(apis["refunds"]))
    _proposed(ada, ben, refunds, latest)
    compared = ada.call(
        "POST", f"{refunds}/comparisons", 201, {"base": "1.2.0", "revision": "2.0.0"}
    )
    own = "/a/payments/refunds"
    return Estate(
        ben.email,
        {
            "home": "/",
            "api": own,
            "compare": f"{own}/comparisons/{compared['id']}",
            "proposal": f"{own}/proposals/1",
            "matrix": "/t/payments/matrix?environment=staging",
            "version": f"{own}/v/2.0.0?at=/paths/~1refunds/post",
        },
    )


def _published(ada: PersonClient, refunds: str) -> str:
    document, version = _REFUNDS, "1.0.0"
    _sent(ada, f"{refunds}/versions", document)
    for number, old, new in _STEPS:
        document = document.replace(old, new, 1)
        document = document.replace(f"version: {version}", f"version: {number}", 1)
        version = number
        _sent(ada, f"{refunds}/versions", document)
    pairs = zip(("1.0.0", "1.1.0"), ("1.1.0", "1.2.0"), strict=True)
    for base, revision in pairs:
        body = {"base": base, "revision": revision}
        ada.call("POST", f"{refunds}/comparisons", 201, body)
    return document


def _policy(ada: PersonClient, refunds: str) -> None:
    policy = {"breaking_change_needs": "consents", "threads_resolved": True}
    headers = {
        "If-Match": ada.etag(refunds),
        "Content-Type": "application/merge-patch+json",
    }
    ada.call("PATCH", refunds, 200, {"policy": policy}, headers=headers)


def _deployed(ada: PersonClient, mira: PersonClient, at: str, api_id: str) -> None:
    """Have consumers of another team, and of this one, meet the API somewhere."""
    store = _made(mira, "/v1/teams", name="storefront", title="Storefront")
    theirs = f"/v1/teams/{_id(store)}"
    for by, where in ((ada, at), (mira, theirs)):
        for name in ("staging", "production"):
            place = _made(
                by, f"{where}/environments", name=name, title=name.capitalize()
            )
            _brought(by, where, _id(place), name, api_id, is_provider=by is ada)


def _brought(
    by: PersonClient, at: str, place: str, name: str, api_id: str, *, is_provider: bool
) -> None:
    there = f"{at}/environments/{place}"
    if is_provider:
        version = "2.0.0" if name == "staging" else "1.2.0"
        body = {"version": version, "build": "481", "branch": "main"}
        by.call("POST", f"{there}/apis/{api_id}/deployments", 201, body)
    for consumer, title, label, base in _CONSUMERS[1 if is_provider else 0]:
        items = by.call("GET", f"{at}/consumers", 200)["items"]
        known = {each["name"]: each for each in items}
        it = known.get(consumer)
        if it is None:
            it = _made(by, f"{at}/consumers", name=consumer, title=title)
            built = [{"api_id": api_id, "version": base}]
            versions = f"{at}/consumers/{_id(it)}/versions"
            _made(by, versions, version=label, built_against=built)
        body = {"version": label}
        by.call("POST", f"{there}/consumers/{_id(it)}/deployments", 201, body)


def _proposed(ada: PersonClient, ben: PersonClient, refunds: str, latest: str) -> None:
    document = latest.replace("version: 2.0.0", "version: 3.0.0", 1)
    for old, new in _PROPOSED:
        document = document.replace(old, new, 1)
    made = _made(ada, f"{refunds}/proposals", title=_TITLE, description=_WHY)
    at = f"{refunds}/proposals/{made['number']}"
    _sent(ada, f"{at}/revisions", document)
    pointer = "/components/schemas/Refund/properties/currency"
    anchor = {"side": "revision", "pointer": pointer}
    thread = _made(
        ben,
        f"{at}/threads",
        revision=1,
        anchor=anchor,
        body="Who still pays in pounds? The ledger has a handful of open ones.",
    )
    said = "None after the end of the month. I will ask the shops."
    _made(ada, f"{at}/threads/{_id(thread)}/comments", body=said)
    body = "The status is right. Let us settle the currency first."
    _made(ben, f"{at}/reviews", revision=1, verdict="comment", body=body)
    later = _made(ada, f"{refunds}/proposals", title="Say when a refund was paid out")
    more = latest.replace("List refunds", "List refunds, the newest first")
    _sent(ada, f"{refunds}/proposals/{later['number']}/revisions", more)


def _made(by: PersonClient, path: str, **body: object) -> Any:
    return by.call("POST", path, 201, body)


def _sent(by: PersonClient, path: str, document: str) -> None:
    headers = {"Content-Type": "application/yaml"}
    by.call("POST", path, 201, content=document.encode(), headers=headers)


def _id(made: Any) -> str:
    return str(made["id"])
