"""The pages of the registry in a real browser."""

from pathlib import Path

import httpx2
import pytest

from scripts.proving.chromium import MISSING, browsing, is_missing, required_browser
from scripts.proving.people import PASSWORD, PersonClient
from scripts.proving.service import scratch_database, serving
from tests.integration.test_comparisons import NEW, OLD

_NARROW = 360


@pytest.mark.skipif(is_missing(), reason=MISSING)
def test_a_change_is_proposed_in_a_real_browser(tmp_path: Path) -> None:
    browser = required_browser()
    with (
        scratch_database() as database,
        serving(database, tmp_path / "log") as service,
        browsing(browser, tmp_path / "profile") as tab,
        httpx2.Client(base_url=service.url, timeout=60) as http,
    ):
        ada = PersonClient.registered(service.url, "ada", http)
        tab.call(
            "Emulation.setDeviceMetricsOverride",
            width=_NARROW,
            height=800,
            deviceScaleFactor=1,
            mobile=True,
        )
        tab.open(f"{service.url}/apis")
        tab.type("#email", ada.email)
        tab.type("#password", PASSWORD)
        tab.press("sign_in")
        assert tab.url == f"{service.url}/apis"
        assert tab.evaluate("document.cookie") == ""
        tab.open(f"{service.url}/teams")
        tab.type("#title", "Payments")
        tab.type("#name", "payments")
        tab.press("make")
        tab.open(f"{service.url}/t/payments/apis")
        tab.type("#title", "Refunds")
        tab.type("#name", "refunds")
        tab.press("make")
        assert tab.url == f"{service.url}/a/payments/refunds"
        for document in (OLD, NEW):
            tab.open(f"{service.url}/a/payments/refunds/propose")
            tab.type("#title", "A change")
            tab.type("#document", document.decode())
            tab.press("propose")
        assert tab.url == f"{service.url}/a/payments/refunds/proposals/2"
        assert "0 of 1 approvals count" in tab.text
        for path in ("/", "/apis", "/a/payments/refunds", tab.url[len(service.url) :]):
            tab.open(f"{service.url}{path}")
            assert tab.evaluate("document.documentElement.scrollWidth") <= _NARROW
        assert tab.complaints == []
        own = {each for each in tab.requested if not each.startswith("data:")}
        assert not {each for each in own if not each.startswith(service.url)}
