"""Nobody becomes a member unasked where people can be asked."""

import asyncio

import pytest
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.settings import Settings
from tests.integration.test_accounts import code, mailbox, mailing, prove
from tests.support.client import Actor, Service, running
from tests.support.mail import Mailbox, token_in

pytestmark = pytest.mark.asyncio
__all__ = ["mailbox", "mailing"]


async def invite(owner: Actor, team: str, email: str, role: str = "member") -> str:
    body = {"email": email, "role": role}
    answer = await owner.post(f"{team}/invitations", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def accept(actor: Actor, invitation: str) -> tuple[int, str]:
    answer = await actor.call("PUT", f"/v1/invitations/{invitation}/acceptance")
    problem = answer.json()["code"] if answer.status_code >= 400 else ""
    return answer.status_code, problem


async def own(actor: Actor) -> list[str]:
    return [each["id"] for each in (await actor.get("/v1/invitations")).json()["items"]]


async def test_an_invitation_is_accepted_by_whom_it_is_for(service: Service) -> None:
    ada, bob, eve = [await service.person() for _ in range(3)]
    team = await service.team(ada)
    invitation = await invite(ada, team, bob.email.upper(), "maintainer")
    assert await own(bob) == [invitation]
    assert await own(eve) == []
    assert await accept(eve, invitation) == (404, "not_found")
    assert (await bob.get(team)).status_code == 404
    assert await accept(bob, invitation) == (200, "")
    member = (await bob.get(f"{team}/members/{bob.id}")).json()
    assert member["role"] == "maintainer"
    assert await accept(bob, invitation) == (404, "not_found")
    assert await own(bob) == []


async def test_an_invitation_is_declined_or_taken_back(service: Service) -> None:
    ada, bob = await service.person(), await service.person()
    team = await service.team(ada)
    first = await invite(ada, team, bob.email)
    assert (await bob.delete(f"/v1/invitations/{first}")).status_code == 204
    second = await invite(ada, team, bob.email)
    listed = (await ada.get(f"{team}/invitations")).json()["items"]
    assert [each["id"] for each in listed] == [second]
    place = f"{team}/invitations/{second}"
    assert (await ada.get(place)).json()["email"] == bob.email
    assert (await ada.delete(place)).status_code == 204
    assert (await ada.get(place)).status_code == 404
    assert (await ada.delete(place)).status_code == 404
    assert await accept(bob, second) == (404, "not_found")
    events = (await ada.get(f"{team}/events")).json()["items"]
    assert {"invitation.created", "invitation.declined", "invitation.revoked"} <= {
        each["type"] for each in events
    }
    assert bob.email not in str(events)


async def test_it_is_not_told_who_has_an_account(service: Service) -> None:
    ada, bob = await service.person(), await service.person()
    team = await service.team(ada)
    for email in (bob.email, "nobody@example.com"):
        await invite(ada, team, email)
        again = {"email": email.upper(), "role": "viewer"}
        found = await code(ada, f"{team}/invitations", again)
        assert found == (409, "already_invited")
    found = await code(
        ada, f"{team}/invitations", {"email": ada.email, "role": "owner"}
    )
    assert found == (409, "already_member")


async def test_only_owners_ask_owners(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    keeper = await service.join(ada, team, "maintainer")
    to = {"email": "x@example.com", "role": "owner"}
    assert await code(keeper, f"{team}/invitations", to) == (403, "forbidden")
    asked = await invite(ada, team, "x@example.com", "owner")
    answer = await keeper.delete(f"{team}/invitations/{asked}")
    assert answer.status_code == 403


async def test_one_of_five_acceptances_counts(service: Service) -> None:
    ada, bob = await service.person(), await service.person()
    team = await service.team(ada)
    invitation = await invite(ada, team, bob.email)
    found = await asyncio.gather(*(accept(bob, invitation) for _ in range(5)))
    assert sorted(found) == [(200, "")] + [(404, "not_found")] * 4


async def test_acceptance_and_withdrawal_at_once(service: Service) -> None:
    ada, bob = await service.person(), await service.person()
    team = await service.team(ada)
    invitation = await invite(ada, team, bob.email)
    accepted, taken = await asyncio.gather(
        accept(bob, invitation), ada.delete(f"{team}/invitations/{invitation}")
    )
    is_in = (await bob.get(team)).status_code == 200
    assert is_in == (accepted[0] == 200) == (taken.status_code == 404)


async def test_old_ones_are_gone_and_make_room(
    service: Service, database: Database
) -> None:
    ada, bob = await service.person(), await service.person()
    team = await service.team(ada)
    old = await invite(ada, team, bob.email)
    async with database.begin() as work:
        await work.execute(text("UPDATE invitations SET expires_at = now()"))
        await work.commit()
    assert await own(bob) == []
    assert await accept(bob, old) == (404, "not_found")
    assert await accept(bob, await invite(ada, team, bob.email)) == (200, "")


async def test_there_are_only_so_many(database: Database, generous: Settings) -> None:
    few = generous.model_copy(update={"quota_invitations": 1, "quota_members": 1})
    async with running(create(few)) as service:
        ada, bob = await service.person(), await service.person()
        team = await service.team(ada)
        invitation = await invite(ada, team, bob.email)
        to = {"email": "x@example.com", "role": "viewer"}
        assert await code(ada, f"{team}/invitations", to) == (409, "quota_exceeded")
        assert await accept(bob, invitation) == (409, "quota_exceeded")
        assert await own(bob) == [invitation], "it is still open"


async def test_a_repeated_call_invites_once(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    body = {"email": "x@example.com", "role": "viewer"}
    answers = [
        (await ada.post(f"{team}/invitations", body, key="once")) for _ in range(2)
    ]
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


async def test_where_mail_is_sent_an_address_has_to_be_proven(
    database: Database, mailing: Settings, mailbox: Mailbox
) -> None:
    """B8: nobody gets in by an address that is not theirs, and nobody unasked."""
    async with running(create(mailing)) as service:
        ada, bob = await service.person(), await service.person()
        team = await service.team(ada)
        body = {"email": bob.email, "role": "owner"}
        found = await code(ada, f"{team}/members", body)
        assert found == (409, "invitation_required")
        invitation = await invite(ada, team, bob.email, "owner")
        assert await accept(bob, invitation) == (403, "email_unverified")
        assert (await bob.get("/v1/invitations")).status_code == 403
        declined = await bob.delete(f"/v1/invitations/{invitation}")
        assert declined.json()["code"] == "email_unverified"
        proof, asked = await mailbox.to(bob.email)
        assert asked["Subject"] == 'You are invited to the team "Team"'
        await prove(service, token_in(proof))
        assert await accept(bob, invitation) == (200, "")
        direct = mailing.model_copy(update={"direct_membership": True})
        async with running(create(direct)) as vouched:
            await vouched.join(Actor(vouched.http, **ada.headers), team, "viewer")


async def test_an_invitation_is_worth_what_its_sender_may_do(
    service: Service, database: Database
) -> None:
    """Nobody leaves a way back behind (OWASP ASVS 5.0, 8.3.2)."""
    ada, eve = await service.person(), await service.person()
    team = await service.team(ada)
    bob = await service.join(ada, team, "owner")
    place = f"{team}/members/{bob.id}"
    as_owner = await invite(bob, team, eve.email, "owner")

    async def now(role: str) -> None:
        assert (await ada.patch(place, {"role": role}, "*")).status_code == 200

    async def suspend(at: str) -> None:
        async with database.begin() as work:
            change = f"UPDATE people SET suspended_at = {at} WHERE email = :email"
            await work.execute(text(change), {"email": bob.email})
            await work.commit()

    await now("maintainer")
    assert await own(eve) == []
    assert await accept(eve, as_owner) == (404, "not_found")
    # It stands in nobody's way, and its team sees it.
    assert (await ada.get(f"{team}/invitations/{as_owner}")).status_code == 200
    await service.log_in(bob)
    as_member = await invite(bob, team, eve.email, "member")
    assert await own(eve) == [as_member]
    for lost, regained in (
        (now("viewer"), now("maintainer")),
        (suspend("now()"), suspend("NULL")),
    ):
        await lost
        assert await own(eve) == []
        assert await accept(eve, as_member) == (404, "not_found")
        await regained
        assert await own(eve) == [as_member]
    assert (await ada.delete(place, "*")).status_code == 204
    assert await accept(eve, as_member) == (404, "not_found")
    again = await invite(ada, team, eve.email, "viewer")
    assert await accept(eve, again) == (200, "")


async def test_nobody_is_left_with_a_team_that_they_never_asked_for(
    database: Database, mailing: Settings, mailbox: Mailbox
) -> None:
    """B8: a stranger was made the owner, and could neither leave nor be forgotten."""
    async with running(create(mailing)) as service:
        ada, bob = await service.person(), await service.person()
        team = await service.team(ada)
        await prove(service, await mailbox.token(bob.email))
        await invite(ada, team, bob.email, "owner")
        # Until somebody wants it, it stays whose it is.
        for path in (f"{team}/members/{ada.id}", "/v1/people/me"):
            left = await ada.delete(path, "*")
            assert (left.status_code, left.json()["code"]) == (409, "last_owner")
        made = await ada.call(
            "PATCH", f"{team}/members/{bob.id}", {"role": "owner"}, match="*"
        )
        assert made.status_code == 404
        assert (await bob.get("/v1/teams")).json()["items"] == []
        # And who does not is as free as before.
        assert (await bob.delete("/v1/people/me", "*")).status_code == 204
