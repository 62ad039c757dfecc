"""What clients used of the contracts that are mocked, from what was recorded."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from impl.engine.text.contracts import TracedContract
    from impl.engine.usage.documents import ConsumerUsage

Entry = dict[str, Any]


class Users:
    """Writes a usage of each contract beside a record.

    Args:
        files: the contracts, by the prefix below which they are served.
        record: the file of the record: usages are in `NAME.usage.json` beside it, or
            `NAME.CONTRACT.usage.json` of one of several contracts.
        reads: usages by hand, which say what is read; what was recorded says the rest.
            Operations that none of them has are read as far as anybody knows: wholly.

    Raises:
        DocumentError: a contract, or what is read of it, is wrong.
        Unusable: one can't be read.
    """

    def __init__(
        self, files: Mapping[str, Path], record: Path, reads: Iterable[Path] = ()
    ) -> None:
        from scripts.comparing.reading import read_contract

        self._record = record
        self._contracts = {
            prefix: read_contract(str(file)).contract for prefix, file in files.items()
        }
        self._reads = [
            _by_hand(file, self._contracts.values()).operations or {} for file in reads
        ]

    def write(self, entries: Iterable[Entry]) -> list[Path]:
        """Write the usages; return their files.

        What is no request to an operation is left out, with a note.

        Raises:
            OSError: a file can't be written.
        """
        entries, made = list(entries), []
        for prefix, contract in self._contracts.items():
            usage = self._usage(contract, _below(prefix, entries))
            if usage is None:
                continue
            for note in usage.notes:
                print(f"mock: {note}", file=sys.stderr)
            file = self._file(prefix)
            file.write_text(_text(usage), encoding="utf-8")
            made.append(file)
        return made

    def _usage(
        self, contract: TracedContract, entries: list[Entry]
    ) -> ConsumerUsage | None:
        from impl.engine.usage.from_har import from_har
        from impl.engine.usage.recording import RecordingError

        name = self._record.name.partition(".")[0] or "consumer"
        try:
            usage = from_har(contract, {"log": {"entries": entries}}, consumer=name)
        except RecordingError:
            return None
        operations = {
            key: replace(used, responses=self._read(key, used.responses))
            for key, used in (usage.operations or {}).items()
        }
        return replace(usage, operations=operations)

    def _read(self, key: str, recorded: Any) -> Any:
        known = [held[key].responses for held in self._reads if key in held]
        return known[0] if known else recorded

    def _file(self, prefix: str) -> Path:
        parts = [self._record.name.removesuffix(".har"), *prefix.strip("/").split()]
        return self._record.with_name(f"{'.'.join(parts)}.usage.json")


def _by_hand(file: Path, contracts: Iterable[TracedContract]) -> ConsumerUsage:
    """Read what is read of one of some contracts: the first that has all of it.

    Raises:
        DocumentError: the last one does not have it, either.
        Unusable: the file can't be read.
    """
    from impl.engine.diagnostics.diagnostic import DocumentError
    from impl.engine.usage.reading import read_usage
    from scripts.comparing.refusals import Unusable

    try:
        data = file.read_bytes()
    except OSError as error:
        raise Unusable(f"{file} can't be read: {error.strerror}") from None
    failed = None
    for contract in contracts:
        try:
            return read_usage(data, contract, name=str(file))
        except DocumentError as error:
            failed = error
    raise failed or Unusable(f"{file} is of no contract.")


def _below(prefix: str, entries: list[Entry]) -> list[Entry]:
    """Return the requests below a prefix, as they would be without it."""
    found = []
    for entry in entries:
        url = urlsplit(entry["request"]["url"])
        if not url.path.startswith(f"{prefix}/"):
            continue
        plain = url._replace(path=url.path.removeprefix(prefix)).geturl()
        found.append({**entry, "request": {**entry["request"], "url": plain}})
    return found


def _text(usage: ConsumerUsage) -> str:
    from impl.engine.usage.writing import written

    return json.dumps(written(usage), ensure_ascii=False, indent=2) + "\n"
