"""Faults that a service can have though each of its answers fits the contract.

Each is planted in the process of a service before the service is made, and is what
somebody does by mistake: a statement that is not run, a condition that is left out.
"""

import dataclasses
import importlib
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import bindparam, delete, select, true, update

from impl.errors import NotFound

F = TypeVar("F", bound=Callable[[], None])
FAULTS: dict[str, Callable[[], None]] = {}


def plant(*names: str) -> None:
    """Plant faults by their names.

    Raises:
        KeyError: there is none of this name.
    """
    for name in names:
        FAULTS[name]()


def fault(install: F) -> F:
    FAULTS[install.__name__.replace("_", "-")] = install
    return install


def module(name: str) -> Any:
    """Return a module, to be changed."""
    return importlib.import_module(name)


async def nothing(*_: Any, **__: Any) -> bool:
    return True


@fault
def delete_deletes_nothing() -> None:
    apis = module("impl.repositories.apis")

    apis.delete_one = nothing


@fault
def delete_deletes_siblings() -> None:
    own = module("impl.repositories.environments")

    table, real = own.environments, own.delete_one

    async def delete_one(work: Any, environment_id: Any) -> None:
        team = select(table.c.team_id).where(table.c.id == environment_id)
        others = delete(table).where(table.c.team_id.in_(team))
        await own.rows.execute(work, others)
        await real(work, environment_id)

    own.delete_one = delete_one


@fault
def child_outlives_parent() -> None:
    teams = module("impl.repositories.teams")

    gone: set[Any] = set()
    find, lock = teams.find, teams.lock

    async def delete_one(_: Any, team_id: Any) -> None:
        gone.add(team_id)

    async def seen(real: Any, reader: Any, caller: Any, team_id: Any) -> Any:
        return None if team_id in gone else await real(reader, caller, team_id)

    teams.delete_one = delete_one
    teams.find = lambda *given: seen(find, *given)
    teams.lock = lambda *given: seen(lock, *given)


@fault
def revoked_key_is_good() -> None:
    api_keys = module("impl.repositories.api_keys")

    find, gone = api_keys.find, set[Any]()

    async def delete_one(_: Any, __: Any, api_key_id: Any) -> bool:
        gone.add(api_key_id)
        return True

    async def hidden(reader: Any, caller: Any, team_id: Any, api_key_id: Any) -> Any:
        if api_key_id in gone:
            return None
        return await find(reader, caller, team_id, api_key_id)

    api_keys.delete_one = delete_one
    api_keys.find = hidden


@fault
def ended_session_is_good() -> None:
    sessions = module("impl.repositories.sessions")

    sessions.revoke = nothing


@fault
def removed_member_stays() -> None:
    members = module("impl.repositories.members")

    members.delete_one = nothing


@fault
def pages_repeat_an_item() -> None:
    pages = module("impl.repositories.pages")

    real = pages._page

    def page(found: Any, limit: int, at: str, id_: str) -> Any:
        made = real(found, limit, at, id_)
        if made.next is None or limit < 2:
            return made
        last = found[limit - 2]
        place = pages.PagePosition(getattr(last, at), getattr(last, id_))
        return dataclasses.replace(made, next=place)

    pages._page = page


@fault
def pages_skip_an_item() -> None:
    pages = module("impl.repositories.pages")

    real = pages._page

    def page(found: Any, limit: int, at: str, id_: str) -> Any:
        made = real(found, limit, at, id_)
        if made.next is None:
            return made
        last = found[limit]
        place = pages.PagePosition(getattr(last, at), getattr(last, id_))
        return dataclasses.replace(made, next=place)

    pages._page = page


@fault
def lists_drop_the_last() -> None:
    pages = module("impl.repositories.pages")

    real = pages._page

    def page(found: Any, limit: int, at: str, id_: str) -> Any:
        made = real(found, limit, at, id_)
        if made.next is not None:
            return made
        return dataclasses.replace(made, items=made.items[:-1])

    pages._page = page


@fault
def lists_drop_the_first() -> None:
    consumers = module("impl.repositories.consumers")

    real = consumers.list_of_team

    async def list_of_team(*given: Any) -> Any:
        page = await real(*given)
        return page and dataclasses.replace(page, items=page.items[1:])

    consumers.list_of_team = list_of_team


@fault
def order_is_reversed() -> None:
    pages = module("impl.repositories.pages")

    real = pages._page

    def page(found: Any, limit: int, at: str, id_: str) -> Any:
        made = real(found, limit, at, id_)
        return dataclasses.replace(made, items=made.items[::-1])

    pages._page = page


@fault
def patch_changes_nothing() -> None:
    own = module("impl.repositories.environments")

    async def update_one(work: Any, environment_id: Any, _: Any) -> Any:
        columns = own.rows.columns(own.Environment, own.environments)
        statement = select(*columns).where(own.environments.c.id == environment_id)
        return await own.Query(own.Environment, statement).one(work, {})

    own.update_one = update_one


@fault
def patch_forgets_a_member() -> None:
    consumers = module("impl.repositories.consumers")

    real = consumers.update_one

    async def update_one(work: Any, consumer_id: Any, new: Any) -> Any:
        return await real(work, consumer_id, dataclasses.replace(new, contact=None))

    consumers.update_one = update_one


@fault
def patch_changes_too_much() -> None:
    teams = module("impl.repositories.teams")

    real = teams.update_one

    async def update_one(work: Any, team: Any, **new: Any) -> Any:
        return await real(work, team, **{**new, "title": f"The {new['name']}"})

    teams.update_one = update_one


@fault
def patch_changes_siblings() -> None:
    own = module("impl.repositories.apis")

    table, real = own.apis, own.update_one

    async def update_one(work: Any, api_id: Any, policy: Any, **new: Any) -> Any:
        team = select(table.c.team_id).where(table.c.id == api_id)
        others = update(table).where(table.c.team_id.in_(team))
        await own.rows.execute(work, others.values(title=new["title"]))
        return await real(work, api_id, policy, **new)

    own.update_one = update_one


@fault
def null_removes_nothing() -> None:
    apis = module("impl.services.apis")

    real = apis.changed
    apis.changed = lambda old, new: old if new is None else real(old, new)


@fault
def create_forgets_a_member() -> None:
    teams = module("impl.repositories.teams")

    real = teams.create

    async def create(work: Any, **new: Any) -> Any:
        return await real(work, **{**new, "description": None})

    teams.create = create


@fault
def create_makes_two() -> None:
    own = module("impl.repositories.environments")

    real = own.create

    async def create(work: Any, team_id: Any, new: Any) -> Any:
        await real(work, team_id, dataclasses.replace(new, name=f"{new.name}-2"))
        return await real(work, team_id, new)

    own.create = create


@fault
def search_is_ignored() -> None:
    apis = module("impl.repositories.apis")

    real = apis.list_of_team

    async def list_of_team(
        reader: Any, caller: Any, team_id: Any, _: Any, limit: Any, after: Any
    ) -> Any:
        return await real(reader, caller, team_id, None, limit, after)

    apis.list_of_team = list_of_team


@fault
def filter_is_ignored() -> None:
    deployments = module("impl.repositories.deployments")

    real = deployments.list_of_environment

    async def list_of_environment(
        reader: Any, caller: Any, place: Any, _: Any, limit: Any, after: Any
    ) -> Any:
        return await real(reader, caller, place, None, limit, after)

    deployments.list_of_environment = list_of_environment


@fault
def roles_are_ignored() -> None:
    access = module("impl.services.access")

    access.require = lambda *_: None


@fault
def scopes_are_ignored() -> None:
    callers = module("impl.http.callers")

    class Everything(frozenset[str]):
        def __contains__(self, scope: object) -> bool:
            return True

    real = callers.Grant

    def grant(caller: Any, _: Any, *more: Any, **named: Any) -> Any:
        return real(caller, Everything(), *more, **named)

    callers.Grant = grant


@fault
def repeated_call_is_new() -> None:
    idempotency = module("impl.services.idempotency")

    async def run_once(_: Any, __: Any, ___: Any, effect: Any, *____: Any) -> Any:
        return await effect()

    idempotency.run_once = run_once


@fault
def stale_change_is_made() -> None:
    preconditions = module("impl.services.preconditions")

    preconditions.check = lambda *_: None


@fault
def tag_stays() -> None:
    records = module("impl.records")

    records.Api.tag = property(lambda _: "1")


@fault
def tenants_see_each_other() -> None:
    visibility = module("impl.repositories.visibility")

    visibility.is_visible = true()
    here = visibility.teams.c.id == bindparam("team_id", type_=visibility.Uuid)
    visibility.is_this_team = here


@fault
def list_shows_other_tenants() -> None:
    own = module("impl.repositories.consumers")

    statement = select(*own._COLUMNS)
    page = own.PageWithin(own.Consumer, visible(), statement, "created_at", "id")
    own._PAGE = page


def visible() -> Any:
    visibility = module("impl.repositories.visibility")

    return visibility.visible_teams


@fault
def deprecation_is_not_kept() -> None:
    own = module("impl.repositories.versions")

    own.deprecate = unchanged_version


@fault
def deprecation_stays() -> None:
    own = module("impl.repositories.versions")

    own.undeprecate = unchanged_version


async def unchanged_version(work: Any, version_id: Any, *_: Any) -> Any:
    own = module("impl.repositories.versions")

    statement = select(*own._COLUMNS).where(own.versions.c.id == version_id)
    found = await own.Query(own.Version, statement).first(work, {})
    if found is None:
        raise NotFound("version")
    return found


@fault
def profile_is_not_kept() -> None:
    people = module("impl.repositories.people")

    real = people.update_one

    async def update_one(work: Any, person_id: Any, **new: Any) -> Any:
        old = await people.find(work, person_id)
        assert old is not None
        return await real(work, person_id, **{**new, "display_name": old.display_name})

    people.update_one = update_one
