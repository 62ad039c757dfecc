"""Routes of the tag `contract`."""

from typing import Final

from ..ports.contract import ContractPort
from ..responses import contract as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.routing import ContractRouter
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Header,
    Media,
    Operation,
    Parameter,
    ResponseSpec,
)

GET_CONTRACT_YAML: Final = Operation(
    operation_id="get_contract_yaml",
    method="GET",
    path="/openapi.yaml",
    tag="contract",
    line=105,
    parameters=(
        Parameter(
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/yaml"),),
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
                    required=True,
                ),
                Header(
                    name="Cache-Control",
                    argument="cache_control",
                    schema="/components/headers/Public/schema",
                    required=True,
                ),
                Header(
                    name="Content-Encoding",
                    argument="content_encoding",
                    schema="/components/headers/ContentEncoding/schema",
                ),
                Header(
                    name="Vary",
                    argument="vary",
                    schema="/components/headers/Vary/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="304",
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
                    required=True,
                ),
                Header(
                    name="Cache-Control",
                    argument="cache_control",
                    schema="/components/headers/Public/schema",
                    required=True,
                ),
                Header(
                    name="Vary",
                    argument="vary",
                    schema="/components/headers/Vary/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
    ),
    summary="This contract, byte for byte",
)

GET_CONTRACT_JSON: Final = Operation(
    operation_id="get_contract_json",
    method="GET",
    path="/openapi.json",
    tag="contract",
    line=129,
    parameters=(
        Parameter(
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json"),),
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
                    required=True,
                ),
                Header(
                    name="Cache-Control",
                    argument="cache_control",
                    schema="/components/headers/Public/schema",
                    required=True,
                ),
                Header(
                    name="Content-Encoding",
                    argument="content_encoding",
                    schema="/components/headers/ContentEncoding/schema",
                ),
                Header(
                    name="Vary",
                    argument="vary",
                    schema="/components/headers/Vary/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="304",
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
                    required=True,
                ),
                Header(
                    name="Cache-Control",
                    argument="cache_control",
                    schema="/components/headers/Public/schema",
                    required=True,
                ),
                Header(
                    name="Vary",
                    argument="vary",
                    schema="/components/headers/Vary/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
    ),
    summary="This contract as JSON",
)

GET_DOCUMENTATION: Final = Operation(
    operation_id="get_documentation",
    method="GET",
    path="/docs",
    tag="contract",
    line=153,
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="text/html"),),
            headers=(
                Header(
                    name="Content-Security-Policy",
                    argument="content_security_policy",
                    schema="/paths/~1docs/get/responses/200/headers/Content-Security-Policy/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
    ),
    summary="Interactive documentation",
)

GET_DOCUMENTATION_ASSET: Final = Operation(
    operation_id="get_documentation_asset",
    method="GET",
    path="/docs/{asset}",
    tag="contract",
    line=173,
    parameters=(
        Parameter(
            name="asset",
            argument="asset",
            location="path",
            schema="/paths/~1docs~1{asset}/get/parameters/0/schema",
            required=True,
        ),
        Parameter(
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    responses=(
        ResponseSpec(
            status="200",
            content=(
                Media(media_type="text/css"),
                Media(media_type="text/javascript"),
                Media(media_type="image/png"),
            ),
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
                    required=True,
                ),
                Header(
                    name="Cache-Control",
                    argument="cache_control",
                    schema="/components/headers/Public/schema",
                    required=True,
                ),
                Header(
                    name="Content-Encoding",
                    argument="content_encoding",
                    schema="/components/headers/ContentEncoding/schema",
                ),
                Header(
                    name="Vary",
                    argument="vary",
                    schema="/components/headers/Vary/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="304",
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
                    required=True,
                ),
                Header(
                    name="Cache-Control",
                    argument="cache_control",
                    schema="/components/headers/Public/schema",
                    required=True,
                ),
                Header(
                    name="Vary",
                    argument="vary",
                    schema="/components/headers/Vary/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="404",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
    ),
    summary="A script or style of the documentation page",
)


def router(port: ContractPort, runtime: Runtime) -> ContractRouter:
    """Return the routes, served by `port`."""
    return ContractRouter(
        "contract",
        runtime,
        (
            Endpoint(
                GET_CONTRACT_YAML,
                port.get_contract_yaml,
                results=(
                    responses.GetContractYaml200,
                    responses.GetContractYaml304,
                    responses.GetContractYaml400,
                    responses.GetContractYaml406,
                    responses.GetContractYaml422,
                    responses.GetContractYaml500,
                ),
                body_types={},
            ),
            Endpoint(
                GET_CONTRACT_JSON,
                port.get_contract_json,
                results=(
                    responses.GetContractJson200,
                    responses.GetContractJson304,
                    responses.GetContractJson400,
                    responses.GetContractJson406,
                    responses.GetContractJson422,
                    responses.GetContractJson500,
                ),
                body_types={},
            ),
            Endpoint(
                GET_DOCUMENTATION,
                port.get_documentation,
                results=(
                    responses.GetDocumentation200,
                    responses.GetDocumentation400,
                    responses.GetDocumentation406,
                    responses.GetDocumentation500,
                ),
                body_types={},
            ),
            Endpoint(
                GET_DOCUMENTATION_ASSET,
                port.get_documentation_asset,
                results=(
                    responses.GetDocumentationAsset200TextCss,
                    responses.GetDocumentationAsset200TextJavascript,
                    responses.GetDocumentationAsset200ImagePng,
                    responses.GetDocumentationAsset304,
                    responses.GetDocumentationAsset400,
                    responses.GetDocumentationAsset404,
                    responses.GetDocumentationAsset406,
                    responses.GetDocumentationAsset422,
                    responses.GetDocumentationAsset500,
                ),
                body_types={},
            ),
        ),
    )
