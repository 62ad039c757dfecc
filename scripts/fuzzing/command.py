"""The command line for anybody's service: what was asked for, done and reported."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from impl.engine.diagnostics.diagnostic import DocumentError
from scripts.codegen.reporting import Reporter, shown
from scripts.comparing.refusals import Unusable
from scripts.fuzzing import campaign, junit, report
from scripts.fuzzing.commission import Commission
from scripts.fuzzing.contract import FuzzedContract, compiled
from scripts.fuzzing.given_headers import (
    GivenHeader,
    Identity,
    MalformedHeader,
    Secrets,
    merged,
    parse_header,
    parse_identity,
    respelled,
)
from scripts.fuzzing.service import (
    Application,
    NoService,
    checked_url,
    reach,
    serving,
    title_of,
)
from scripts.verifying.fuzz_uploads import FuzzUpload, of_campaign

T = TypeVar("T")
Callers = tuple[tuple[GivenHeader, ...], tuple[Identity, ...]]
_LOG = "service.log"


class UnusableOptions(Exception):
    """What was asked for can't be done; the message says why."""


def fuzz_anybody(options: argparse.Namespace) -> int:
    """Fuzz the service that the options name; return the exit status."""
    try:
        given = _callers(options)
        contract = _contract(options.contract)
        operations = _operations(contract, options.operation)
        reports = _folder(options.report)
        upload = FuzzUpload.of(options)
        with contextlib.ExitStack() as stack:
            url = _url(options, stack)
            _note_slips(contract, options.contract)
            _note_base_path(contract, url)
            headers, identities = _respelled(given, contract)
            commission = Commission(
                name=str(shown(options.contract)),
                contract=contract,
                url=url,
                seeds=tuple(dict.fromkeys(options.seed or [1])),
                examples=options.examples,
                operations=operations,
                headers=headers,
                identities=identities,
                reports=reports,
                started=options.app or "",
                only_sequences=options.sequences,
            )
            outcome = campaign.fuzz(commission, _tell)
    except (NoService, Unusable, UnusableOptions) as error:
        print(f"scripts/fuzz: {error}", file=sys.stderr)
        return 2
    if options.app:
        _mask(reports / _LOG, Secrets(commission.given))
    file = reports / "report.md"
    file.write_text(report.markdown(outcome), encoding="utf-8")
    junit.write_junit(outcome, reports / "junit.xml")
    print(f"\n{report.text(outcome, str(shown(file)))}", end="", flush=True)
    return upload.send(lambda: of_campaign(outcome), outcome.status)


def refuse_strangers(url: str, title: str) -> None:
    """Return if a service serves the contract with this title.

    Raises:
        NoService: it does not, or nobody answers.
    """
    url = checked_url(url)
    reach(url)
    if (found := title_of(url)) != title:
        says = (
            f"its contract is of {found!r}" if found else "it serves no such contract"
        )
        msg = (
            f"{url} is no {title}: {says}. To fuzz a service of your own, name its "
            f"contract: scripts/fuzz --contract FILE --url {url}"
        )
        raise NoService(msg)


def _mask(log: Path, secrets: Secrets) -> None:
    """Leave nothing of what was given in what the application printed."""
    log.write_text(secrets.masked(log.read_text(errors="replace")))


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"{folder} can't be written: {error.strerror or error}"
        raise UnusableOptions(msg) from None
    if not os.access(folder, os.W_OK):
        msg = f"{folder} can't be written: Permission denied"
        raise UnusableOptions(msg)
    return folder.resolve()


def _tell(line: str) -> None:
    print(line, end="", file=sys.stderr, flush=True)


def _callers(options: argparse.Namespace) -> Callers:
    headers = tuple(_parsed("--header", parse_header, each) for each in options.header)
    named = merged(_parsed("--as", parse_identity, each) for each in options.identity)
    common = {header.name.lower() for header in headers}
    if len(common) < len(headers):
        msg = "--header gives the same name twice; separate callers by --as"
        raise UnusableOptions(msg)
    for identity in named:
        for header in identity.headers:
            if header.name.lower() in common:
                msg = f"{header.name} is given by --header and by --as {identity.name}"
                raise UnusableOptions(msg)
    return headers, named


def _respelled(callers: Callers, contract: FuzzedContract) -> Callers:
    headers, identities = callers
    names = [each.name for each in contract.all_credentials]
    return respelled(headers, names), tuple(
        Identity(one.name, respelled(one.headers, names)) for one in identities
    )


def _parsed(option: str, parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except MalformedHeader as error:
        msg = f"{option}: {error}"
        raise UnusableOptions(msg) from None


def _contract(file: Path) -> FuzzedContract:
    if not file.is_file():
        what = "it is a folder" if file.is_dir() else "it is not there"
        msg = f"there is no contract at {shown(file)}: {what}"
        raise UnusableOptions(msg)
    try:
        contract = compiled(file)
    except DocumentError as error:
        told = Reporter(file, as_json=False)
        told.faults(error.faults)
        told.summary()
        msg = f"{shown(file)} can't be compiled; nothing was sent"
        raise UnusableOptions(msg) from None
    except OSError as error:
        msg = f"{shown(file)} can't be read: {error.strerror or error}"
        raise UnusableOptions(msg) from None
    if not contract.operations:
        msg = f"{shown(file)} has no operations"
        raise UnusableOptions(msg)
    return contract


def _operations(contract: FuzzedContract, names: list[str]) -> tuple[str, ...]:
    found = {name: contract.named(name) for name in names}
    if wrong := [name for name, label in found.items() if label is None]:
        msg = (
            f"the contract has no operation {', '.join(wrong)}; "
            "an operationId is wanted, or 'METHOD /path'"
        )
        raise UnusableOptions(msg)
    return tuple(label for label in found.values() if label)


def _url(options: argparse.Namespace, stack: contextlib.ExitStack) -> str:
    if options.app:
        log = options.report.resolve() / _LOG
        application = Application(options.app, options.python or sys.executable, log)
        return stack.enter_context(serving(application))
    url = checked_url(options.url)
    reach(url)
    return url


def _note_slips(contract: FuzzedContract, file: Path) -> None:
    if contract.slips:
        _tell(
            f"note: {shown(file)} has {contract.slips} warnings, which "
            "scripts/generate tells; it is read as it is meant\n"
        )


def _note_base_path(contract: FuzzedContract, url: str) -> None:
    base = contract.base_path
    if base and not url.endswith(base):
        _tell(
            f"note: the contract's servers end in {base}, the URL does not; requests "
            f"go to {url}{next(iter(contract.operations.values())).path}\n"
        )
