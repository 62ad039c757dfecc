"""What scopes mean, in words for people who are asked to allow them."""

from typing import Final

ALL: Final = {
    "teams:read": "See your teams",
    "members:read": "See who belongs to your teams",
    "apis:read": "See APIs",
    "apis:write": "Create and change APIs",
    "versions:read": "Read published contracts",
    "versions:write": "Publish contracts, and deprecate them",
    "consumers:read": "See consumers and what they use",
    "consumers:write": "Register consumers and what they use",
    "deployments:read": "See environments, deployments and test runs",
    "deployments:write": "Record deployments and test runs, and manage environments",
    "proposals:read": "Read proposals and what is said of them",
    "proposals:write": "Propose, review, accept and sign changes",
    "events:read": "Hear of what happens in your teams",
}


def in_words(scopes: tuple[str, ...]) -> list[str]:
    """Return a sentence for each scope, in an order that does not change."""
    return [words for scope, words in ALL.items() if scope in scopes]
