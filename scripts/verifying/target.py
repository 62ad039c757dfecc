"""Where a registry keeps what test runs of a version came to: TEAM/API@VERSION."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from scripts.comparing.registry import LATEST, RegistryClient
from scripts.deploying.candidates import shown
from scripts.publishing.names import api_path, named_version

if TYPE_CHECKING:
    import argparse

FORM: Final = "TEAM/API@VERSION"
_LABELS: Final = ("build", "commit", "branch", "environment")


@dataclass(frozen=True)
class VerificationTarget:
    """A version, found in a registry, and the build that was tested.

    Attributes:
        shown: the version, as people would call it.
        path: where its verifications are, with what is said of the build.
    """

    registry: RegistryClient
    shown: str
    path: str

    def record(self, content: bytes, media_type: str) -> Any:
        """Send a report; return the verification that came of it.

        Raises:
            RegistryRefusal, Unusable: it was refused.
        """
        headers = {"Content-Type": media_type}
        return self.registry.send("POST", self.path, content, **headers)[1]


def find_target(argument: str, options: argparse.Namespace) -> VerificationTarget:
    """Return the version that somebody named; the options say which build it is.

    Raises:
        Unusable: it is not there, may not be seen, or is misspelt.
    """
    named = named_version(argument, FORM)
    registry = RegistryClient(argument)
    versions = f"{api_path(registry, named)}/versions"
    version = str(named.version)
    if version == LATEST:
        version = registry.latest(versions)
    given = {name: getattr(options, name) for name in _LABELS}
    said = {name: text for name, text in given.items() if text is not None}
    path = f"{versions}/{quote(version, safe=':')}/verifications"
    name = shown(f"{named.name} {version}")
    return VerificationTarget(registry, name, f"{path}?{urlencode(said)}")


def told(target: VerificationTarget, verification: Any) -> str:
    """Return what a verification came to, in a line for people."""
    counts = ", ".join(
        f"{number} {name}" for name, number in verification["counts"].items() if number
    )
    build = shown(verification["build"])
    return (
        f"{target.shown} (build {build}) {_WORDS[verification['outcome']]}: "
        f"{counts or 'nothing tested'} ({verification['id']})"
    )


_WORDS: Final = {
    "passed": "is verified",
    "failed": "failed its verification",
    "incomplete": "is not verified",
}
