"""Edits of who may call, and of how credentials are got."""

from collections.abc import Callable
from typing import Any

from tests.unit.engine.comparison.adversary.editing import (
    OTHER,
    SINCE_3_2,
    WORDS,
    Edit,
    Touch,
    any_of,
    at,
    drop,
    drop_one,
    put,
)


def _scheme(name: str) -> Callable[[Touch], Any]:
    return at("components", "securitySchemes", name)


_FLOWS = at("components", "securitySchemes", "oauth", "flows")


def _flow(name: str) -> Callable[[Touch], Any]:
    return at("components", "securitySchemes", "oauth", "flows", name)


_BREAKS: dict[str, Any] = {"judged": "listed", "level": "breaking"}

_RISKY: dict[str, Any] = {"judged": "listed", "level": "risky"}

EDITS = [
    Edit(
        "SecurityScheme",
        "type",
        "changed",
        at("components", "securitySchemes")(
            put("key", {"type": "http", "scheme": "basic"})
        ),
        **_BREAKS,
    ),
    Edit("SecurityScheme", "name", "", _scheme("key")(put("name", "X-K")), **_BREAKS),
    Edit("SecurityScheme", "in", "", _scheme("key")(put("in", "cookie")), **_BREAKS),
    Edit(
        "SecurityScheme",
        "scheme",
        "",
        at("components", "securitySchemes")(
            put("bearer", {"type": "http", "scheme": "basic"})
        ),
        **_BREAKS,
    ),
    Edit(
        "SecurityScheme",
        "bearerFormat",
        "",
        _scheme("bearer")(put("bearerFormat", "opaque")),
        "silent",
        why="a hint; clients don't look into tokens (3.1, 4.8.27.1)",
    ),
    Edit(
        "SecurityScheme",
        "description",
        "",
        _scheme("key")(put("description", "Other.")),
        "silent",
        why=WORDS,
    ),
    Edit(
        "SecurityScheme",
        "flows",
        "one removed",
        _scheme("oauth")(drop_one("flows")),
        **_BREAKS,
    ),
    Edit(
        "SecurityScheme",
        "openIdConnectUrl",
        "",
        _scheme("oidc")(put("openIdConnectUrl", OTHER)),
        **_BREAKS,
    ),
    Edit(
        "SecurityScheme",
        "deprecated",
        "",
        _scheme("key")(put("deprecated", True)),
        "listed",
        versions=SINCE_3_2,
    ),
    Edit(
        "SecurityScheme",
        "oauth2MetadataUrl",
        "",
        _scheme("oauth")(put("oauth2MetadataUrl", OTHER)),
        versions=SINCE_3_2,
        **_RISKY,
    ),
    *[
        Edit("OAuthFlows", name, "removed", _FLOWS(drop(name)), **_BREAKS)
        for name in ("implicit", "password", "clientCredentials", "authorizationCode")
    ],
    Edit(
        "OAuthFlows",
        "deviceAuthorization",
        "removed",
        _FLOWS(drop("deviceAuthorization")),
        versions=SINCE_3_2,
        **_BREAKS,
    ),
    *[
        Edit("OAuthFlow", field, "moved", _flow(name)(put(field, OTHER)), **_RISKY)
        for field, name in {
            "authorizationUrl": "implicit",
            "tokenUrl": "clientCredentials",
            "refreshUrl": "password",
        }.items()
    ],
    Edit(
        "OAuthFlow",
        "deviceAuthorizationUrl",
        "moved",
        _flow("deviceAuthorization")(put("deviceAuthorizationUrl", OTHER)),
        versions=SINCE_3_2,
        **_RISKY,
    ),
    Edit(
        "OAuthFlow",
        "scopes",
        "one removed",
        _flow("password")(drop_one("scopes")),
        **_RISKY,
    ),
    Edit(
        "SecurityRequirement",
        "{name}",
        "scope added",
        at("paths", "/things/{id}", "put", "security", 1)(
            put("oauth", ["write", "read"])
        ),
        **_BREAKS,
    ),
    Edit(
        "SecurityRequirement",
        "{name}",
        "scope removed",
        at("paths", "/things/{id}", "put", "security", 1)(put("oauth", [])),
        "listed",
    ),
    Edit(
        "SecurityRequirement",
        "{name}",
        "another",
        at("paths", "/things/{id}", "put", "security", 0)(
            any_of(drop("key"), put("bearer", []))
        ),
        "listed",
    ),
]
