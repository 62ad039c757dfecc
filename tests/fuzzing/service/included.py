# mypy: ignore-errors
# The test compiles the package that this imports.
"""The same service with its contract compiled: a router included under a prefix.

NOTES_BUGS names mistakes, by comma, that it is to make beside the package;
NOTES_DATABASE its database.
"""

import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from notes_api import Context, Grant, create_router, defaults, models
from notes_api.ports.default import DefaultPort
from notes_api.responses import default as responses
from notes_api.responses import shared
from notes_api.security import Authenticator
from sqlalchemy import DateTime
from sqlmodel import Field, Session, SQLModel, col, create_engine, select

BUGS = set(filter(None, os.environ.get("NOTES_BUGS", "").split(",")))
TOKENS = {"ada-has-a-token": "ada", "grace-has-a-token": "grace"}
engine = create_engine(os.environ["NOTES_DATABASE"])


class StoredNote(SQLModel, table=True):
    __tablename__ = "stored_notes"
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    owner: str = Field(index=True)
    title: str
    stars: int | None = None
    mood: models.Mood
    urgency: models.Urgency
    written_at: datetime = Field(
        default_factory=lambda: datetime.now(UTC), sa_type=DateTime(timezone=True)
    )

    def view(self) -> models.Note:
        return models.Note(**self.model_dump(exclude={"owner"}, exclude_none=True))


def missing() -> shared.Problem:
    told = models.Problem(status=404, title="There is no such note.")
    return shared.Problem(status=404, body=told)


def found(opened: Session, context: Context, key: UUID) -> StoredNote | None:
    note = opened.get(StoredNote, key)
    return note if note and note.owner == context.principal else None


class Notes(DefaultPort):
    async def list_notes(self, context, *, limit):
        if "crash" in BUGS and limit == 1:
            raise RuntimeError("Oops.")
        mine = select(StoredNote).where(StoredNote.owner == context.principal)
        newest = mine.order_by(col(StoredNote.written_at).desc()).limit(limit or 20)
        with Session(engine) as opened:
            body = [note.view() for note in opened.exec(newest)]
        return responses.ListNotes200(body=body)

    async def create_note(self, context, *, body):
        given = {"mood": defaults.Draft.mood, "urgency": defaults.Draft.urgency}
        given |= {name: getattr(body, name) for name in body.model_fields_set}
        if "forgetful" in BUGS:
            given["title"] = given["title"][:-1] + "!"
        note = StoredNote(owner=context.principal, **given)
        with Session(engine) as opened:
            opened.add(note)
            opened.commit()
            location = f"/v1/notes/{note.id}"
            return responses.CreateNote201(body=note.view(), location=location)

    async def read_note(self, context, *, id):  # noqa: A002 - the contract's
        with Session(engine) as opened:
            note = found(opened, context, id)
            return responses.ReadNote200(body=note.view()) if note else missing()

    async def delete_note(self, context, *, id):  # noqa: A002 - the contract's
        with Session(engine) as opened:
            note = found(opened, context, id)
            if note is None:
                return missing()
            opened.delete(note)
            if "undead" not in BUGS:
                opened.commit()
        return responses.DeleteNote204()


class Callers(Authenticator):
    async def bearer(self, credentials: str, context: Context) -> Grant | None:
        who = TOKENS.get(credentials)
        if "open-door" in BUGS:
            who = who or "nobody"
        return Grant(who) if who else None


def same_tenant(request: Request) -> None:
    if request.headers.get("X-Tenant") != "acme":
        raise HTTPException(421)


SQLModel.metadata.create_all(engine)
app = FastAPI()
app.include_router(
    create_router(default=Notes(), authenticator=Callers()),
    prefix="/v1",
    dependencies=[Depends(same_tenant)],
)


@app.middleware("http")
async def marked(
    request: Request, proceed: Callable[[Request], Awaitable[Response]]
) -> Response:
    response = await proceed(request)
    response.headers["X-Seen"] = "yes"
    if "no-location" in BUGS and "location" in response.headers:
        del response.headers["location"]
    return response
