"""The ordinary peer: FastAPI and SQLModel, as tutorials teach it.

A dependency opens a session, another one verifies the token and finds the log-in,
`response_model` filters and validates what goes out.
"""

import os
from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import Depends, FastAPI, Header, HTTPException, Query
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from impl.database.engine import driver_url
from impl.security import ids
from impl.tables import ApiRow, MemberRow, SessionRow
from scripts.benchmarks.identity import Verifier, bearer, instant, pool_size


class PolicyRead(BaseModel):
    """What an API demands of its versions, on the wire."""

    profile: str
    major_version_for: str


class ApiRead(BaseModel):
    """An API on the wire."""

    id: str
    team_id: str
    name: str
    title: str
    description: str | None = None
    policy: PolicyRead
    created_at: str
    updated_at: str


class ApiPage(BaseModel):
    """A page of APIs on the wire."""

    items: list[ApiRead]
    next_cursor: str | None = None


engine = create_async_engine(
    driver_url(os.environ["DATABASE_URL"]), pool_size=pool_size(), max_overflow=0
)
sessions = async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
verifier = Verifier.from_environment()
app = FastAPI()


async def get_session() -> AsyncIterator[AsyncSession]:
    """Open a session for a request."""
    async with sessions() as session:
        yield session


Database = Annotated[AsyncSession, Depends(get_session)]


async def get_current_user(
    session: Database, authorization: Annotated[str | None, Header()] = None
) -> UUID:
    """Return who is calling; 401 for anybody else."""
    token = bearer(authorization)
    claims = verifier.claims(token) if token else None
    if claims is None:
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    statement = select(SessionRow).where(
        SessionRow.id == claims.session_id,
        SessionRow.person_id == claims.person_id,
        col(SessionRow.revoked_at).is_(None),
    )
    if (await session.exec(statement)).first() is None:
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    person: UUID = claims.person_id
    return person


CurrentUser = Annotated[UUID, Depends(get_current_user)]


async def get_team_id(team_id: str, session: Database, person: CurrentUser) -> UUID:
    """Return the id of a team that the caller belongs to; 404 for any other."""
    try:
        team = ids.decode(ids.TEAM, team_id)
    except ValueError as error:
        raise HTTPException(422) from error
    member = await session.get(MemberRow, (team, person))
    if member is None:
        raise HTTPException(404)
    return team


TeamOfCaller = Annotated[UUID, Depends(get_team_id)]


def read(api: ApiRow) -> ApiRead:
    """Turn a row into what goes out."""
    return ApiRead(
        id=ids.encode(ids.API, api.id),
        team_id=ids.encode(ids.TEAM, api.team_id),
        name=api.name,
        title=api.title,
        description=api.description,
        policy=PolicyRead(
            profile=api.policy_profile, major_version_for=api.major_version_for
        ),
        created_at=instant(api.created_at),
        updated_at=instant(api.updated_at),
    )


@app.get(
    "/v1/teams/{team_id}/apis/{api_id}",
    response_model=ApiRead,
    response_model_exclude_none=True,
)
async def get_api(api_id: str, team: TeamOfCaller, session: Database) -> ApiRead:
    """Read an API."""
    try:
        wanted = ids.decode(ids.API, api_id)
    except ValueError as error:
        raise HTTPException(422) from error
    statement = select(ApiRow).where(ApiRow.id == wanted, ApiRow.team_id == team)
    api = (await session.exec(statement)).first()
    if api is None:
        raise HTTPException(404)
    return read(api)


@app.get(
    "/v1/teams/{team_id}/apis",
    response_model=ApiPage,
    response_model_exclude_none=True,
)
async def list_apis(
    team: TeamOfCaller,
    session: Database,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> ApiPage:
    """List the APIs of a team."""
    newest = (col(ApiRow.created_at).desc(), col(ApiRow.id).desc())
    statement = (
        select(ApiRow).where(ApiRow.team_id == team).order_by(*newest).limit(limit)
    )
    return ApiPage(items=[read(api) for api in await session.exec(statement)])
