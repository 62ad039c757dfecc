"""This service's own contract, and documentation made from it."""

import hashlib

from generated.contract import CONTRACT
from generated.responses import contract as responses
from generated.runtime.context import Context
from impl.errors import NotFound
from impl.http import documentation
from impl.http.documentation import PAGE, POLICY
from impl.http.etags import etag, is_known


class ContractHandler:
    """Implements `ContractPort`."""

    def __init__(self) -> None:
        self._yaml_tag = CONTRACT.digest.removeprefix("sha256:")
        self._json = CONTRACT.document_json
        self._json_tag = hashlib.sha256(self._json).hexdigest()

    async def get_contract_yaml(
        self,
        context: Context,  # noqa: ARG002 - the generated port
        *,
        if_none_match: str | None,
    ) -> responses.GetContractYamlResult:
        """Answer with the contract byte for byte."""
        tag = self._yaml_tag
        if is_known(tag, if_none_match):
            return responses.GetContractYaml304(etag=etag(tag))
        return responses.GetContractYaml200(body=CONTRACT.document, etag=etag(tag))

    async def get_contract_json(
        self,
        context: Context,  # noqa: ARG002 - the generated port
        *,
        if_none_match: str | None,
    ) -> responses.GetContractJsonResult:
        """Answer with the contract as JSON."""
        tag = self._json_tag
        if is_known(tag, if_none_match):
            return responses.GetContractJson304(etag=etag(tag))
        return responses.GetContractJson200(body=self._json, etag=etag(tag))

    async def get_documentation(
        self,
        context: Context,  # noqa: ARG002 - the generated port
    ) -> responses.GetDocumentationResult:
        """Answer with the page."""
        return responses.GetDocumentation200(body=PAGE, content_security_policy=POLICY)

    async def get_documentation_asset(
        self,
        context: Context,  # noqa: ARG002 - the generated port
        *,
        asset: str,
        if_none_match: str | None,
    ) -> responses.GetDocumentationAssetResult:
        """Answer with a file of the page."""
        found = documentation.asset(asset)
        if found is None:
            raise NotFound("file of the documentation")
        tag = etag(found.tag)
        if is_known(found.tag, if_none_match):
            return responses.GetDocumentationAsset304(etag=tag)
        content = found.content
        match found.media_type:
            case "text/css":
                return responses.GetDocumentationAsset200TextCss(body=content, etag=tag)
            case "text/javascript":
                return responses.GetDocumentationAsset200TextJavascript(
                    body=content, etag=tag
                )
            case "image/png":
                return responses.GetDocumentationAsset200ImagePng(
                    body=content, etag=tag
                )
