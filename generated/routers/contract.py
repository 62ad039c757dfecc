"""Routes of the tag `contract`."""

from typing import Final

from ..ports.contract import ContractPort, UnimplementedContract
from ..responses import contract as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Operation,
    Parameter,
    RateLimit,
)
from ..runtime.responses.declared import declared, kinds_of

GET_CONTRACT_YAML: Final = Operation(
    operation_id="get_contract_yaml",
    method="GET",
    path="/openapi.yaml",
    tag="contract",
    source="#/paths/~1openapi.yaml/get",
    parameters=(
        Parameter(
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    rate_limit=RateLimit(name="documents", quota=600, window=60, by="address"),
    summary="This contract, byte for byte",
    responses=declared(responses.GetContractYamlResult),
)

GET_CONTRACT_JSON: Final = Operation(
    operation_id="get_contract_json",
    method="GET",
    path="/openapi.json",
    tag="contract",
    source="#/paths/~1openapi.json/get",
    parameters=(
        Parameter(
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    rate_limit=RateLimit(name="documents", quota=600, window=60, by="address"),
    summary="This contract as JSON",
    responses=declared(responses.GetContractJsonResult),
)

GET_DOCUMENTATION: Final = Operation(
    operation_id="get_documentation",
    method="GET",
    path="/docs",
    tag="contract",
    source="#/paths/~1docs/get",
    rate_limit=RateLimit(name="documents", quota=600, window=60, by="address"),
    summary="Interactive documentation",
    responses=declared(responses.GetDocumentationResult),
)

GET_DOCUMENTATION_ASSET: Final = Operation(
    operation_id="get_documentation_asset",
    method="GET",
    path="/docs/{asset}",
    tag="contract",
    source="#/paths/~1docs~1{asset}/get",
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
    rate_limit=RateLimit(name="documents", quota=600, window=60, by="address"),
    summary="A script or style of the documentation page",
    responses=declared(responses.GetDocumentationAssetResult),
)


def group(port: ContractPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, ContractPort, UnimplementedContract())
    endpoints = (
        Endpoint(
            GET_CONTRACT_YAML,
            served.handler("get_contract_yaml"),
            results=kinds_of(responses.GetContractYamlResult),
        ),
        Endpoint(
            GET_CONTRACT_JSON,
            served.handler("get_contract_json"),
            results=kinds_of(responses.GetContractJsonResult),
        ),
        Endpoint(
            GET_DOCUMENTATION,
            served.handler("get_documentation"),
            results=kinds_of(responses.GetDocumentationResult),
        ),
        Endpoint(
            GET_DOCUMENTATION_ASSET,
            served.handler("get_documentation_asset"),
            results=kinds_of(responses.GetDocumentationAssetResult),
        ),
    )
    return OperationGroup("contract", endpoints, served.is_given, served.missing)


def router(port: ContractPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
