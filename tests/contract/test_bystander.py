"""What the bystander finds to be for everyone."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.contract.bystander import Bystander

pytestmark = pytest.mark.long

_API = "/v1/teams/tm_1/apis/api_1"
_PUBLISHED = {"revision": {"digest": "d", "version": "1.1.0"}}
_OTHERS = {"revision": {"digest": "d"}}
_OF_USAGE = {"revision": {"digest": "d"}, "usage_digest": "u"}


@pytest.mark.parametrize(
    ("visibility", "comparison", "proposed", "expected"),
    [
        ("everyone", None, "e", True),
        ("team", None, "e", False),
        ("everyone", _PUBLISHED, "e", True),
        ("team", _PUBLISHED, "e", False),
        ("everyone", _OTHERS, "d", True),
        ("everyone", _OTHERS, "e", False),
        ("everyone", _OF_USAGE, "e", True),
    ],
)
@pytest.mark.parametrize("next_page", [{}, {"next_cursor": "more"}])
def test_what_a_member_compares_for_themselves_is_not_for_everyone(
    monkeypatch: pytest.MonkeyPatch,
    visibility: str,
    comparison: dict[str, Any] | None,
    proposed: str,
    expected: bool,
    next_page: dict[str, str],
) -> None:
    there: dict[str, dict[str, Any]] = {
        _API: {"visibility": visibility},
        f"{_API}/proposals?limit=100": {"items": [{"number": 1}], **next_page},
        f"{_API}/proposals/1/revisions?limit=100": {"items": [{"digest": proposed}]},
    }
    names = ["tm_1", "api_1"]
    if comparison:
        there[f"{_API}/comparisons/cmp_1"] = comparison
        names.append("cmp_1")

    def answer(_: object, path: str) -> SimpleNamespace:
        return SimpleNamespace(status_code=200, json=lambda: there[path])

    monkeypatch.setattr(Bystander, "_get", answer)
    client: Any = None
    is_unknown = bool(next_page) and comparison is _OTHERS
    assert Bystander("", client).is_for_everyone(*names) is (expected or is_unknown)
