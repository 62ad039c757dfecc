"""Where the number of a release stands, and what is said of it; pure functions."""

import re
from typing import Final

CHANGELOG: Final = "impl/CHANGELOG.md"
# Each file with the one place that names the release.
PLACES: Final = {
    "pyproject.toml": re.compile(r'(?m)^(version = ")([^"\n]+)(")$'),
    "openapi.yaml": re.compile(r"(?m)^(  version: )(\S+)()$"),
    "impl/release.py": re.compile(r'(?m)^(RELEASE: Final = ")([^"\n]+)(")$'),
    # The other containers of the pod refer to it.
    "scripts/deploy/kubernetes.yaml": re.compile(
        r"(?m)\b(image: &image countersign:)(\S+)()$"
    ),
}
_HEADING: Final = "## Unreleased"
_UNRELEASED: Final = re.compile(rf"(?ms)^{_HEADING}\n(.*?)(?=^## |\Z)")


def number_in(file: str, text: str) -> str | None:
    """Return the number that a file names, None if it does not or names several."""
    found = PLACES[file].findall(text)
    return found[0][1] if len(found) == 1 else None


def renumbered(file: str, text: str, number: str) -> str:
    """Return the text of a file that names another number."""
    return PLACES[file].sub(lambda match: f"{match[1]}{number}{match[3]}", text)


def unreleased(changelog: str) -> str | None:
    """Return what has changed since the last release, None without such a section."""
    found = _UNRELEASED.search(changelog)
    return found[1].strip() if found else None


def dated(changelog: str, number: str, day: str) -> str:
    """Return a changelog whose unreleased changes are those of a release."""
    return changelog.replace(f"{_HEADING}\n", f"{_HEADING}\n\n## {number} ({day})\n", 1)
