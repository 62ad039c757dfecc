"""Which resources a request is about, wherever it names them."""

from urllib.parse import quote

from tests.contract.exchanges import Call

# What names a version of an API, or of a consumer, that is or goes somewhere.
_OF_VERSIONS = (
    *("record_api_deployment", "record_consumer_deployment"),
    *("can_i_deploy_api", "can_i_deploy_consumer"),
)
_NAMES = ("api_id", "version")


def of(call: Call) -> list[str]:
    """Return the paths of the resources that a request is about."""
    # What follows the last parameter is a part of what it names, or a list there.
    template, values = call.operation.path, call.parameters
    path = template[: template.rindex("}") + 1]
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    if call.operation.name == "create_comparison":
        versions = (str(call.member(name)) for name in ("base", "revision"))
        return [f"{path}/versions/{quote(version, safe='')}" for version in versions]
    team = f"/v1/teams/{values['team_id']}"
    if call.operation.name == "register_consumer_version":
        return [path, *_contracts(call, team)]
    if call.operation.name == "revoke_acceptance":
        return [path.rpartition("/acceptances")[0]]
    if call.operation.name in ("create_review", "create_thread", "sign_proposal"):
        return [path, f"{path}/revisions/{call.member('revision')}"]
    if call.operation.name == "add_revision" and "base" in call.query:
        base = quote(call.query["base"], safe="")
        return [path, f"{team}/apis/{values['api_id']}/versions/{base}"]
    if call.operation.name not in _OF_VERSIONS:
        return [path]
    environment = f"{team}/environments/{values['environment_id']}"
    if consumer := values.get("consumer_id"):
        return [environment, f"{team}/consumers/{consumer}"]
    version = quote(_version(call), safe="")
    return [environment, f"{team}/apis/{values['api_id']}/versions/{version}"]


def _contracts(call: Call, team: str) -> list[str]:
    """Return the paths of the contracts that a consumer was built against."""
    named = call.member("built_against")
    if not isinstance(named, list):
        return []
    parts = [[quote(str(each[name]), safe="") for name in _NAMES] for each in named]
    return [f"{team}/apis/{api}/versions/{version}" for api, version in parts]


def items(call: Call) -> list[tuple[str, str, str]]:
    """Return the list, and the member and the value, of what has to be in it."""
    values = call.parameters
    if acceptance := values.get("acceptance_id"):
        api = f"/v1/teams/{values['team_id']}/apis/{values['api_id']}"
        return [(f"{api}/acceptances", "id", acceptance)]
    if call.operation.name not in _OF_VERSIONS or "consumer_id" not in values:
        return []
    consumer = f"/v1/teams/{values['team_id']}/consumers/{values['consumer_id']}"
    return [(f"{consumer}/versions", "version", _version(call))]


def _version(call: Call) -> str:
    return str(call.query.get("version", call.member("version")))
