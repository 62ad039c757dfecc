"""Publish a contract in a registry."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from scripts._arguments import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.comparing.registry import RegistryClient, RegistryRefusal

FORMATS: Final = ("text", "markdown", "json")
_FORM: Final = "TEAM/API[@VERSION]"
_PAUSE: Final = 2.0
_BREAKS, _FAULTY, _UNKNOWN = 1, 2, 3


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; needs nothing but the standard library."""
    parser = argparse.ArgumentParser(
        prog="scripts/publish",
        description="""Publish a contract as a version of an API: the document's own
        info.version, unless one is named. The same again changes nothing. What would
        break others needs a version that says so, as the API's policy wants it.""",
        epilog="""environment: COUNTERSIGN_URL is where the registry is; credentials are
in COUNTERSIGN_API_KEY, whose key has the scopes apis:read and versions:write, or in
COUNTERSIGN_TOKEN.

examples:
  scripts/publish openapi.yaml payments/refunds
  scripts/publish openapi.yaml payments/refunds@1.1.0 --format markdown

exit status: 0 it is published; 1 it breaks others, and needs another version; 3 whether
it does could not be decided, or not within --wait; 2 it is no valid contract, or was
refused for another reason.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="in YAML or JSON")
    parser.add_argument("version", metavar="VERSION", help=_FORM)
    parser.add_argument(
        "--wait",
        type=whole(0, 86_400),
        default=60,
        metavar="SECONDS",
        help="how long to wait for what it breaks to be found out (default: 60)",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="how to print (default: text)"
    )
    return parser.parse_args(arguments)


def main(options: argparse.Namespace) -> int:
    """Publish, and say so."""
    from scripts.comparing.refusals import Unusable
    from scripts.comparing.registry import RegistryRefusal

    try:
        is_new, version = _publish(options)
    except RegistryRefusal as refusal:
        return _refused(options, refusal)
    except Unusable as error:
        print(f"publish: {error}", file=sys.stderr)
        return _FAULTY
    except KeyboardInterrupt:
        print("publish: interrupted", file=sys.stderr)
        return 130
    if options.format == "json":
        print(json.dumps(version, indent=2, ensure_ascii=False))
        return 0
    from impl.engine.comparison.reports.markdown import code

    words = f"{_name(options)} {version['version']}", version["digest"]
    what, digest = map(code, words) if options.format == "markdown" else words
    how = "is published" if is_new else "was published before"
    print(f"{what} {how}: {digest}")
    return 0


def _publish(options: argparse.Namespace) -> tuple[bool, Any]:
    """Return whether a version is new, and the version.

    Raises:
        RegistryRefusal, Unusable: it can't be published.
    """
    from scripts.comparing.refusals import Unusable
    from scripts.comparing.registry import RegistryClient
    from scripts.publishing.names import api_path, named_version

    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise Unusable(f"{options.file} can't be read: {error.strerror}") from None
    named = named_version(options.version, _FORM)
    registry = RegistryClient(options.version)
    path = f"{api_path(registry, named)}/versions"
    if named.version is not None:
        path += f"?version={quote(named.version, safe='')}"
    return _sent(registry, path, content, options.wait)


def _sent(
    registry: RegistryClient, path: str, content: bytes, seconds: int
) -> tuple[bool, Any]:
    from scripts.comparing.registry import RegistryRefusal
    from scripts.publishing.names import media_type_of

    media_type = media_type_of(content)
    end = time.monotonic() + seconds
    while True:
        try:
            answer, version = registry.send(
                "POST", path, content, **{"Content-Type": media_type}
            )
        except RegistryRefusal as refusal:
            # The comparison goes on, or others have to be done before.
            left = end - time.monotonic()
            if refusal.status != 503 or left <= 0:
                raise
            time.sleep(min(_PAUSE, left))
        else:
            return answer.status == 201, version


def _refused(options: argparse.Namespace, refusal: RegistryRefusal) -> int:
    """Say why a contract is not published; return the exit status."""
    from scripts.publishing.refusals import faults, markdown, text

    problem = refusal.problem
    if options.format == "json":
        print(json.dumps(problem, indent=2, ensure_ascii=False))
    elif problem.get("code") == "version_too_low":
        write = markdown if options.format == "markdown" else text
        print(write(_name(options), problem))
    else:
        print(f"publish: {refusal}", file=sys.stderr)
        for line in faults(str(options.file), problem):
            print(line, file=sys.stderr)
    if problem.get("code") != "version_too_low":
        return _UNKNOWN if refusal.status == 503 else _FAULTY
    verdicts = {change.get("verdict") for change in problem.get("changes", ())}
    return _BREAKS if verdicts - {"undecided"} else _UNKNOWN


def _name(options: argparse.Namespace) -> str:
    name: str = options.version.partition("@")[0].rpartition("/")[2]
    return name
