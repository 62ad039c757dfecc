"""Bodies of requests that make what tests need."""

from typing import Any, Final

OAUTH_CLIENT: Final[dict[str, Any]] = {
    "title": "A client",
    "type": "confidential",
    "grant_types": [
        *("authorization_code", "refresh_token", "client_credentials"),
        "urn:ietf:params:oauth:grant-type:device_code",
    ],
    "redirect_uris": ["https://client.example.com/callback"],
    "scopes": ["teams:read", "apis:read"],
}
# Of a key that may do everything.
ALL_SCOPES: Final = (
    *("teams:read", "members:read", "apis:read", "apis:write", "events:read"),
    *("versions:read", "versions:write", "consumers:read", "consumers:write"),
    *("deployments:read", "deployments:write", "proposals:read", "proposals:write"),
)
