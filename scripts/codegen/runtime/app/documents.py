"""The contract itself, served where the contract does not declare it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from ..contract.contract import Contract
from ..contract.operation import Media, Operation, ResponseSpec
from ..http.answers import Answer
from .exchange import Exchange


class ContractDocument:
    """Answers with the contract, with an entity tag (RFC 9110, §8.8.3)."""

    def __init__(self, contract: Contract, path: str, *, as_json: bool) -> None:
        media_type = "application/json" if as_json else contract.media_type
        responses = (ResponseSpec("200", (Media(media_type),)), ResponseSpec("304"))
        self.operation = Operation(
            path, "GET", path, "contract", "#", responses=responses
        )
        self._contract = contract
        self._as_json = as_json
        self._media_type = media_type.encode()

    async def answer(self, exchange: Exchange) -> Answer:
        """Return the document, or 304 if the client has it (RFC 9110, §13.1.2)."""
        contract = self._contract
        content = contract.document_json if self._as_json else contract.document
        tag = f'"{sha256(content).hexdigest()}"'
        fields = [(b"etag", tag.encode()), (b"content-type", self._media_type)]
        known = exchange.headers.get("if-none-match") or ""
        tags = {each.strip().removeprefix("W/") for each in known.split(",")}
        if tags & {tag, "*"}:
            return Answer(304, fields[:1])
        return Answer(200, fields, content)


def documents(contract: Contract) -> Iterator[ContractDocument]:
    """Yield the documents of a contract: as written, and as JSON."""
    yield ContractDocument(contract, "/openapi.json", as_json=True)
    if contract.name != "openapi.json":
        yield ContractDocument(contract, f"/{contract.name}", as_json=False)
