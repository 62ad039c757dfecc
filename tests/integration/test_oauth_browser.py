"""The pages of OAuth in a real browser."""

from pathlib import Path
from urllib.parse import urlencode

import httpx2
import pytest

from scripts.proving.chromium import MISSING, browsing, is_missing, required_browser
from scripts.proving.oauth_flows import CALLBACK, request_of
from scripts.proving.people import PASSWORD, PersonClient
from scripts.proving.service import scratch_database, serving


@pytest.mark.skipif(is_missing(), reason=MISSING)
def test_a_person_allows_things_in_a_real_browser(tmp_path: Path) -> None:
    browser = required_browser()
    with (
        scratch_database() as database,
        serving(database, tmp_path / "log") as service,
        browsing(browser, tmp_path / "profile") as tab,
        httpx2.Client(base_url=service.url, timeout=60) as http,
    ):
        ada = PersonClient.registered(service.url, "ada", http)
        client, _ = ada.create_oauth_client(ada.create_team())
        asked = f"{service.url}/oauth/authorize?{urlencode(request_of(client))}"
        tab.open(asked)
        tab.type("#email", ada.email)
        tab.type("#password", PASSWORD)
        tab.press("sign_in")
        assert "Allow A client?" in tab.text
        assert tab.evaluate("document.cookie") == ""
        assert tab.complaints == []
        tab.press("allow")
        own = {each for each in tab.requested if not each.startswith("data:")}
        [left] = {each for each in own if not each.startswith(service.url)}
        assert left.startswith(f"{CALLBACK}?code=oac_")
