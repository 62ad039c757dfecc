"""The command line of the mock."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scripts._arguments import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDEST_SEED = 2**63 - 1


def _address(text: str) -> str:
    """Return an address as the command line has it.

    Raises:
        argparse.ArgumentTypeError: it is none of a service.
    """
    from urllib.parse import urlsplit

    with contextlib.suppress(ValueError):
        parts = urlsplit(text)
        is_plain = not (parts.query or parts.fragment or parts.username)
        if parts.scheme in {"http", "https"} and parts.hostname and is_plain:
            _ = parts.port
            return text
    raise argparse.ArgumentTypeError(f"{text!r} is no address as http://127.0.0.1:8000")


def _secret(text: str) -> str:
    """Return a secret as the command line has it.

    Raises:
        argparse.ArgumentTypeError: it is none of Standard Webhooks.
    """
    import base64

    key = b""
    with contextlib.suppress(ValueError):
        key = base64.b64decode(text.removeprefix("whsec_"), validate=True)
    if not text.startswith("whsec_") or not key:
        raise argparse.ArgumentTypeError(f"{text!r} is not whsec_ and base64")
    return text


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; needs nothing but the standard library."""
    parser = argparse.ArgumentParser(
        prog="scripts/mock",
        description="""Answer for OpenAPI contracts before anybody implements them.
Requests are judged as a compiled service judges them, answers are valid by the
contract, and what is created is found again, listed, changed and gone.""",
        epilog="""examples:
  scripts/mock openapi.yaml
  scripts/mock shop.yaml billing.yaml --watch      /shop/… and /billing/…
  scripts/mock openapi.yaml --port 0 --seed 7 --stateless
  scripts/mock openapi.yaml --proxy http://127.0.0.1:8000
  curl -H 'Prefer: code=404' …                     any declared response
  curl -H 'Prefer: dynamic, size=3, delay=250' …   other values, in number and time
                                                   (1000 items, 60000 ms at most)
  curl -H 'Mock-Reads: /name, /owner/*' …          what is read, for --record
  curl http://127.0.0.1:4010/_mock                 what can be steered, and how

exit status: 0 after SIGTERM or Ctrl-C, 1 if the record is lost, 2 if a contract, the
port or an option is unusable, with the faults of a contract printed as file:line:col,
what is wrong and how to mend it""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "contracts",
        metavar="CONTRACT",
        nargs="+",
        type=Path,
        help="a file, YAML or JSON; several are served below their names, or as "
        "NAME=FILE below /NAME",
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)"
    )
    parser.add_argument(
        "--port",
        type=whole(0, 65535),
        default=4010,
        help="port to listen on, 0 for a free one (default: 4010)",
    )
    parser.add_argument(
        "--seed",
        type=whole(0, _WIDEST_SEED),
        default=0,
        help="what values are made from; the same makes the same (default: 0)",
    )
    parser.add_argument(
        "--stateless", action="store_true", help="remember nothing between requests"
    )
    parser.add_argument(
        "--empty", action="store_true", help="begin with collections without items"
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="answer nothing that the contract does not declare, such as a 404 that it "
        "forgot: a success takes its place",
    )
    parser.add_argument(
        "--credentials",
        action="append",
        default=[],
        metavar="SECRET",
        help="let in only who shows this: as a bearer token, an API key or a password; "
        "or a token of the contract's own log-in. May be repeated (default: any "
        "credentials are good)",
    )
    parser.add_argument(
        "--open",
        action="store_true",
        help="let pages of any origin steer the mock, below /_mock, and by any host "
        "name (default: its own pages, at localhost or an address)",
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="take in edits of contracts as they are saved; one that breaks a contract "
        "is told, and the last good one goes on",
    )
    parser.add_argument(
        "--proxy",
        type=_address,
        metavar="URL",
        help="pass requests on to a service and hold both sides to the contract; what "
        "it does not have yet (404 of its router, 405, 501) is mocked. With --strict a "
        "request that breaks the contract is refused, and an answer that does is 502",
    )
    parser.add_argument(
        "--webhooks",
        action="append",
        default=[],
        type=_address,
        metavar="URL",
        help="send the contract's webhooks there, when what they tell of happens; "
        "signed as Standard Webhooks has it, if the contract has its three header "
        "fields. May be repeated. Callbacks go where requests say",
    )
    parser.add_argument(
        "--send-to",
        action="append",
        default=[],
        metavar="HOST",
        help="let callbacks go to another host than this machine. May be repeated",
    )
    parser.add_argument(
        "--webhook-secret",
        type=_secret,
        metavar="whsec_…",
        help="what webhooks are signed by (default: one by the seed; GET "
        "/_mock/messages tells it)",
    )
    parser.add_argument(
        "--record",
        type=Path,
        metavar="FILE",
        help="write requests and answers to FILE at the end, as HAR 1.2; credentials "
        "are left out. And to NAME.usage.json beside it what was used of the contract, "
        "for scripts/compare --usage and scripts/declare-usage",
    )
    parser.add_argument(
        "--reads",
        type=Path,
        metavar="FILE",
        action="append",
        default=[],
        help="with --record, a usage by hand that says what is read of answers; a "
        "client may say so itself, by pointers in a field Mock-Reads (default: all "
        "of them)",
    )
    parser.add_argument(
        "--quiet", action="store_true", help="print no line for each request"
    )
    options = parser.parse_args(arguments)
    if options.reads and options.record is None:
        parser.error("--reads needs --record")
    return options


def main(options: argparse.Namespace) -> int:
    """Serve mocks until told to stop; return the exit status."""
    from impl.engine.diagnostics.diagnostic import DocumentError
    from scripts.comparing.refusals import Unusable
    from scripts.mocking.mounting import Mounts, NoContract
    from scripts.mocking.plans import UnsoundContract
    from scripts.mocking.server import listen, serve
    from scripts.mocking.telling import print_faults

    try:
        mounts = Mounts(options)
    except (DocumentError, UnsoundContract) as error:
        print_faults(error.faults)
        return 2
    except NoContract as error:
        print(f"mock: {error}", file=sys.stderr)
        return 2
    recorder = None
    if options.record is not None:
        from scripts.mocking.recording import Recorder
        from scripts.mocking.using import Users

        try:
            files = {each.prefix: each.file for each in mounts.mounts.values()}
            users = Users(files, options.record, options.reads)
        except DocumentError as error:
            print_faults(error.faults)
            return 2
        except Unusable as error:
            print(f"mock: {error}", file=sys.stderr)
            return 2
        recorder = Recorder(mounts, options.record, users)
        try:
            recorder.write()
        except OSError as error:
            print(
                f"mock: can't write {options.record}: {error.strerror}", file=sys.stderr
            )
            return 2
    try:
        listener = listen(options.host, options.port)
    except OSError as error:
        where = f"{options.host} port {options.port}"
        print(f"mock: can't listen on {where}: {error.strerror}", file=sys.stderr)
        return 2
    return serve(mounts, listener, recorder, watches=options.watch)
