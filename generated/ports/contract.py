"""The port of the tag `contract`.

This contract itself, and documentation made from it.
"""

from typing import NoReturn, Protocol

from ..responses import contract as responses
from ..runtime.http.context import Context, not_implemented


class ContractPort(Protocol):
    """What an implementation of `contract` provides."""

    async def get_contract_yaml(
        self,
        context: Context,
        *,
        if_none_match: str | None,
    ) -> responses.GetContractYamlResult:
        """This contract, byte for byte

        The bytes of the hand-written `openapi.yaml` that this service was compiled
        from.

        `#/paths/~1openapi.yaml/get` in the contract.
        """
        ...

    async def get_contract_json(
        self,
        context: Context,
        *,
        if_none_match: str | None,
    ) -> responses.GetContractJsonResult:
        """This contract as JSON

        The same document as `/openapi.yaml`, as JSON.

        `#/paths/~1openapi.json/get` in the contract.
        """
        ...

    async def get_documentation(
        self,
        context: Context,
    ) -> responses.GetDocumentationResult:
        """Interactive documentation

        A page to read this contract and to try its operations. It loads nothing
        from other hosts.

        `#/paths/~1docs/get` in the contract.
        """
        ...

    async def get_documentation_asset(
        self,
        context: Context,
        *,
        asset: str,
        if_none_match: str | None,
    ) -> responses.GetDocumentationAssetResult:
        """A script or style of the documentation page

        Served from the installed package, so that the page works offline. A name
        that holds a digest of the content, as those on the page do, may be cached
        for ever.

        `#/paths/~1docs~1{asset}/get` in the contract.
        """
        ...


class UnimplementedContract:
    """Answers 501 to every operation of `contract`."""

    async def get_contract_yaml(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_contract_json(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_documentation(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_documentation_asset(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
