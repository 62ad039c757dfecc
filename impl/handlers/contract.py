"""This service's own contract, and documentation made from it."""

from functools import cache
from typing import Final, Literal

from generated import Context
from generated.contract import CONTRACT
from generated.responses import contract as responses
from generated.responses import shared
from impl.errors import NotFound
from impl.http import documentation
from impl.http.content_codings import Public, Representation, public
from impl.http.documentation import POLICY
from impl.http.etags import etag, is_known

Lasting = Literal["public, max-age=300", "public, max-age=31536000, immutable"]

# The next release may have another contract under the same name.
_A_WHILE: Final[Lasting] = "public, max-age=300"
_FOR_EVER: Final[Lasting] = "public, max-age=31536000, immutable"
_VARY: Final = "Accept-Encoding"


class ContractHandler:
    """Implements `ContractPort`; what it serves is made ready at once."""

    def __init__(self) -> None:
        # No request shall wait for compressing.
        _yaml()
        _json()
        documentation.prepare()

    async def get_contract_yaml(
        self, context: Context, *, if_none_match: str | None
    ) -> responses.GetContractYamlResult:
        """Answer with the contract byte for byte."""
        found = _chosen(_yaml(), context)
        if is_known(found.tag, if_none_match):
            return shared.PublicNotModified(
                etag=etag(found.tag), cache_control=_A_WHILE, vary=_VARY
            )
        return responses.GetContractYaml200(
            body=found.content,
            etag=etag(found.tag),
            cache_control=_A_WHILE,
            content_encoding=found.coding,
            vary=_VARY,
        )

    async def get_contract_json(
        self, context: Context, *, if_none_match: str | None
    ) -> responses.GetContractJsonResult:
        """Answer with the contract as JSON."""
        found = _chosen(_json(), context)
        if is_known(found.tag, if_none_match):
            return shared.PublicNotModified(
                etag=etag(found.tag), cache_control=_A_WHILE, vary=_VARY
            )
        return responses.GetContractJson200(
            body=found.content,
            etag=etag(found.tag),
            cache_control=_A_WHILE,
            content_encoding=found.coding,
            vary=_VARY,
        )

    async def get_documentation(
        self,
        context: Context,  # noqa: ARG002 - the generated port
    ) -> responses.GetDocumentationResult:
        """Answer with the page."""
        page = documentation.page()
        return responses.GetDocumentation200(body=page, content_security_policy=POLICY)

    async def get_documentation_asset(
        self, context: Context, *, asset: str, if_none_match: str | None
    ) -> responses.GetDocumentationAssetResult:
        """Answer with a file of the page."""
        file = documentation.asset(asset)
        if file is None:
            raise NotFound("file of the documentation")
        found = _chosen(file.content, context)
        lasting: Lasting = _FOR_EVER if file.is_pinned else _A_WHILE
        if is_known(found.tag, if_none_match):
            return shared.PublicNotModified(
                etag=etag(found.tag), cache_control=lasting, vary=_VARY
            )
        answer: type[
            responses.GetDocumentationAsset200TextCss
            | responses.GetDocumentationAsset200TextJavascript
            | responses.GetDocumentationAsset200ImagePng
        ]
        match file.media_type:
            case "text/css":
                answer = responses.GetDocumentationAsset200TextCss
            case "text/javascript":
                answer = responses.GetDocumentationAsset200TextJavascript
            case "image/png":
                answer = responses.GetDocumentationAsset200ImagePng
        return answer(
            body=found.content,
            etag=etag(found.tag),
            cache_control=lasting,
            content_encoding=found.coding,
            vary=_VARY,
        )


def _chosen(content: Public, context: Context) -> Representation:
    return content.chosen(context.header("accept-encoding"))


@cache
def _yaml() -> Public:
    return public(CONTRACT.document)


@cache
def _json() -> Public:
    return public(CONTRACT.document_json)
