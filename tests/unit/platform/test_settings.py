"""Settings are documented, frozen, and refuse what is weak."""

from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from pydantic import ValidationError

from impl.environment import environment_name, faults_of, unknown_in
from impl.fair_use import FairUseSettings
from impl.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
KEY = "0123456789abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(environment_name(name), raising=False)


def bounds(field: str) -> dict[str, float]:
    """Return what a number has to be: ge, gt, le."""
    found: dict[str, float] = {}
    for each in Settings.model_fields[field].metadata:
        for name in ("ge", "gt", "le"):
            if (bound := getattr(each, name, None)) is not None:
                found[name] = bound
    return found


def allowed(field: str) -> str:
    """Return what the guide says that a setting may be."""
    kind = Settings.model_fields[field].annotation
    if get_origin(kind) is Literal:
        return ", ".join(f"`{each}`" for each in get_args(kind))
    if kind is bool:
        return "`True`, `False`"
    if not (found := bounds(field)):
        return ""
    least = f"{found['ge']}" if "ge" in found else f"above {found['gt']}"
    return f"{least} to {found['le']}"


def documented_row(field: str) -> str:
    info = Settings.model_fields[field]
    default = "required" if info.is_required() else info.default
    shown = "" if default in (None, "") else str(default)
    words = (f"`{environment_name(field)}`", shown, allowed(field), info.description)
    return f"| {' | '.join(map(str, words))} |"


def test_the_guide_documents_exactly_these_settings() -> None:
    guide = (ROOT / "impl" / "PRODUCTION.md").read_text()
    section = guide.split("## Settings", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    last = FairUseSettings.model_fields
    own = [field for field in Settings.model_fields if field not in last]
    assert rows == [documented_row(field) for field in [*own, *last]]


NUMBERS = [field for field in Settings.model_fields if bounds(field)]


@pytest.mark.parametrize("field", NUMBERS)
def test_a_number_is_within_its_bounds(field: str) -> None:
    found, is_whole = (
        bounds(field),
        Settings.model_fields[field].annotation is not float,
    )
    step = 1 if is_whole else 1e-3
    least = found["ge"] if "ge" in found else found["gt"] + step
    # What others are at least twice of, or half.
    given = {"secret_key": KEY, "max_body_bytes": 1024, "max_held_bytes": 2**36}
    for value in (least, found["le"]):
        settings = Settings.model_validate({**given, field: value})
        assert getattr(settings, field) == value
    for value in (least - step, found["le"] + step):
        with pytest.raises(ValidationError) as refusal:
            Settings.model_validate({**given, field: value})
        [told] = faults_of(refusal.value)
        assert told.startswith(f"{environment_name(field)}: Input should be ")


def test_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERSIGN_SECRET_KEY", KEY)
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/app")
    monkeypatch.setenv("COUNTERSIGN_PORT", "9000")
    settings = Settings()
    assert settings.port == 9000
    assert settings.database_url is not None
    assert settings.database_url.get_secret_value() == "postgresql://db/app"


def test_frozen_and_discreet() -> None:
    settings = Settings.model_validate({"secret_key": KEY})
    assert KEY not in repr(settings)
    with pytest.raises(ValidationError):
        settings.port = 1  # type: ignore[misc] # frozen is what is tested


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"secret_key": "short"}, "SECRET_KEY: is too weak"),
        ({"other_secret_key": "short"}, "OTHER_SECRET_KEY: is too weak"),
        ({"other_secret_key": KEY}, "OTHER_SECRET_KEY: is COUNTERSIGN_SECRET_KEY"),
        ({"secret_key": "ab" * 30}, "SECRET_KEY: is too weak"),
        ({"allowed_origins": "https://a.example/x"}, "ALLOWED_ORIGINS: has 'https://a"),
        (
            {"allowed_origins": "https://a, a.example"},
            "ALLOWED_ORIGINS: has 'a.example'",
        ),
        ({"allowed_origins": "https://a:b"}, "ORIGINS: has 'https://a:b'"),
        ({"allowed_origins": "https://bücher.de"}, "ORIGINS: has 'https://b"),
        ({"allowed_origins": "*, https://a"}, "ALLOWED_ORIGINS: has others beside *"),
        ({"mail": "pigeon"}, "MAIL: is none of"),
        ({"mail": "smtp://mail.example:x"}, "MAIL: has a port"),
        ({"mail": "smtp://mail.example"}, "MAIL_FROM: must be set"),
        (
            {"environment": "production", "mail": "console"},
            "MAIL: console is for development",
        ),
        ({"mail_from": "a@b.example\r\nBcc: c@d.example"}, "MAIL_FROM: is an address"),
        ({"mail_page_url": "app.example"}, "MAIL_PAGE_URL: must start with"),
        ({"public_url": "ftp://x"}, "PUBLIC_URL: must start with"),
        ({"public_url": "https://"}, "PUBLIC_URL: is as https://api.example.com"),
        ({"public_url": "https://x/"}, "PUBLIC_URL: is as https://api.example.com"),
        ({"public_url": "https://x?a=b"}, "PUBLIC_URL: is as https://api.example"),
        ({"public_url": "https://a:b@x"}, "PUBLIC_URL: is as https://api.example"),
        ({"public_url": "https://x:99999"}, "PUBLIC_URL: is as https://api.example"),
        ({"host": ""}, "HOST: "),
        ({"openid_client_id": "us"}, "OPENID_CLIENT_ID: is of no use without"),
        ({"openid_issuer": "https://a"}, "OPENID_CLIENT_ID: must be set"),
        ({"trusted_proxies": "10.0.0.1, proxy"}, "TRUSTED_PROXIES: has 'proxy'"),
        ({"trusted_proxies": "10.0.0.0/33"}, "TRUSTED_PROXIES: has '10.0.0.0/33'"),
        ({"trusted_proxies": "*"}, "TRUSTED_PROXIES: has '*': everybody could"),
        ({"trusted_proxies": "::/0"}, "TRUSTED_PROXIES: has '::/0': everybody"),
        ({"max_held_bytes": "20000000"}, "MAX_HELD_BYTES: must be at least twice"),
        ({"environment": "production"}, "DATABASE_URL: must be set"),
        ({"environment": "production"}, "PUBLIC_URL: must use https"),
        ({"environment": "production", "log_level": "debug"}, "may log personal data"),
    ],
)
def test_weak_values_are_refused(values: dict[str, str], message: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Settings.model_validate({"secret_key": KEY, **values})
    assert any(message in each for each in faults_of(refusal.value))
    assert values.get("secret_key", KEY) not in str(refusal.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ValidationError) as refusal:
        Settings.model_validate(
            {
                "environment": "production",
                "port": "x",
                "max_body_bytes": "1",
                "max_held_bytes": "5000",
                "log_level": "debug",
            }
        )
    told = {each.partition(":")[0]: each for each in faults_of(refusal.value)}
    assert told.keys() == {
        *("DATABASE_URL", "COUNTERSIGN_LOG_LEVEL", "COUNTERSIGN_MAX_BODY_BYTES"),
        *("COUNTERSIGN_PORT", "COUNTERSIGN_PUBLIC_URL", "COUNTERSIGN_SECRET_KEY"),
    }
    assert "is not set; `openssl rand" in told["COUNTERSIGN_SECRET_KEY"]


def test_advice_on_secrets_is_the_same_everywhere() -> None:
    with pytest.raises(ValidationError) as refusal:
        Settings.model_validate({"secret_key": "short"})
    [told] = faults_of(refusal.value)
    readme = (ROOT / "README.md").read_text()
    for text in (told, readme):
        assert text.count("openssl rand") == text.count("openssl rand -base64 48") > 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("COUNTERSIGN_DATABASE_POOLSIZE", "is COUNTERSIGN_DATABASE_POOL_SIZE meant?"),
        ("COUNTERSIGN_DATABASE_URL", "is DATABASE_URL meant?"),
        ("countersign_prot", "is COUNTERSIGN_PORT meant?"),
        ("COUNTERSIGN_XYZ", "impl/PRODUCTION.md lists them."),
    ],
)
def test_unknown_variables_are_told(name: str, said: str) -> None:
    known = {"COUNTERSIGN_PORT": "", "COUNTERSIGN_STATE_FOLDER": "", "HOME": ""}
    assert list(unknown_in({**known, name: "secret"})) == [
        f"{name} is no setting, and is ignored; {said}"
    ]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000", "http://[::1]:80", "https://A-b.example:8443"]
)
def test_where_clients_are_is_an_origin(url: str) -> None:
    given = {"secret_key": KEY, "public_url": url, "trusted_proxies": "::1, 10.1.0.0/8"}
    assert Settings.model_validate(given).public_url == url


@pytest.mark.parametrize("url", [None, ""])
def test_production_needs_a_database(url: str | None) -> None:
    given = {
        "secret_key": KEY,
        "environment": "production",
        "database_url": url,
        "public_url": "https://x.example",
    }
    with pytest.raises(ValidationError, match="must be set in production"):
        Settings.model_validate(given)


def test_production_accepts_strong_values() -> None:
    settings = Settings.model_validate(
        {
            "secret_key": KEY,
            "environment": "production",
            "database_url": "postgresql://db/app",
            "public_url": "https://x.example",
        }
    )
    assert settings.environment == "production"
