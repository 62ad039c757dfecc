"""Each setting reaches what it is about, in the unit that the guide gives it."""

import inspect
from dataclasses import fields, is_dataclass
from datetime import timedelta
from typing import Any

import pytest

from impl import rules
from impl.database.engine import connect_arguments
from impl.services.fresh_log_ins import FreshLogIns
from impl.settings import Settings
from tests.standards.test_items import names_in
from tests.unit.platform.test_settings import KEY, NUMBERS

# Where what a setting says arrives, as `function.attribute` of impl/rules.py.
DAYS = {
    "webhook_delivery_days": "retention.deliveries",
    "document_comparison_days": "retention.document_comparisons",
    "ended_session_days": "retention.sessions",
    "ended_deployment_days": "retention.deployments",
    "audit_days": "retention.audit_events",
    "mock_state_days": "retention.mock_states",
    "oauth_grant_days": "oauth.grant_life",
    "session_lifetime_days": "sessions.lasting.life",
}
PERIODS = {
    **{name: (timedelta(days=1), where) for name, where in DAYS.items()},
    "session_idle_hours": (timedelta(hours=1), "sessions.lasting.idle"),
    "fresh_login_minutes": (
        timedelta(minutes=1),
        "fresh_log_ins people.fresh passkeys.fresh",
    ),
    "oauth_code_lifetime": (timedelta(seconds=1), "oauth.code_life"),
    "oauth_device_lifetime": (timedelta(seconds=1), "oauth.device_life"),
}
PER_MINUTE = {
    "login_rate_account": "sessions.logins_per_account own_password.attempts",
    "login_rate_address": "sessions.logins_per_address",
    "registration_rate_address": "people.registrations",
    "reset_rate_address": "tokens.resets",
    "token_rate_address": "tokens.tries",
    "refresh_rate_session": "sessions.refreshes oauth.refreshes",
    "oauth_rate_address": "oauth.per_address",
    "oauth_rate_client": "oauth.per_client",
    "credentials_rate_address": "guesses oauth.guesses",
    "creation_rate": "creation oauth.grants passkeys.beginnings",
    "member_rate": "additions invitations.rate",
    "publish_rate": "publishing.per_caller",
    "publish_rate_team": "publishing.per_team",
    "deployment_rate": "deployments",
    "proposal_rate": "proposing",
    "comparison_rate": "comparisons.requests",
    "mock_rate": "mocks.per_caller",
    "mock_rate_team": "mocks.per_team",
}
PER_HOUR = {
    "proof_rate": "tokens.proofs",
    "mail_rate_recipient": "recipients",
    "oauth_user_codes": "oauth.user_codes",
    "login_failures_address": "sessions.failures_per_lane own_password.failures",
    "login_failures_account": "sessions.failures_per_account",
    "code_failures_account": "codes",
}
AS_IT_IS = {
    "access_token_lifetime": "sessions.access_token_life oauth.access_token_life",
    "sessions_person": "sessions.lasting.most",
    "refresh_grace": "sessions.refresh_grace oauth.refresh_grace",
    "invitation_days": "invitations.days",
    "publish_timeout": "examination.seconds verification.seconds",
    "examination_memory": "examination.memory",
    "comparison_processes": "queue.count",
    "comparison_memory": "queue.limits.memory verification.memory",
    "comparison_patience": "comparisons.patience",
    "comparison_backlog": "comparisons.backlog",
    "comparisons_kept_api": "retention.comparisons_of_api",
    "comparisons_kept_team": "retention.comparisons_of_team",
    "mock_processes": "mock_hosting.processes",
    "mock_memory": "mock_hosting.limits.memory",
    "mock_preparation_timeout": "mock_hosting.limits.seconds",
    "mock_timeout": "mock_hosting.seconds",
    "mock_patience": "mock_hosting.patience",
    "mock_states": "mocks.states",
    "stream_lifetime": "streams.seconds",
    "streams_caller": "streams.of_caller",
    "streams_all": "streams.of_all",
    "webhook_timeout": "webhooks.seconds",
    "webhooks_at_once": "webhooks.at_once",
    **{each: f"quotas.{each[6:]}" for each in NUMBERS if each.startswith("quota_")},
}
# What is no rule, and the test that shows what it does.
ELSEWHERE = {
    "comparison_timeout": "test_rules.py::test_a_comparison_has_half_of_it_to_be_read",
    "mail_timeout": "test_rules.py::test_a_message_has_the_time_of_its_steps",
    "signing_key_days": "integration/test_services.py"
    "::test_keys_are_replaced_when_they_are_old_enough_by_one_process",
    "verifications_kept_version": "integration/test_verifications.py"
    "::test_a_version_keeps_the_latest",
    "declared_rate_factor": "integration/test_declared_rates.py"
    "::test_the_factor_lifts_what_the_contract_declares",
    "openid_timeout": "integration/test_openid.py"
    "::test_a_provider_that_is_silent_is_said",
    "trace_ratio": "integration/test_telemetry_extras.py"
    "::test_who_says_that_it_is_not_traced_is_not",
    "metrics_port": "unit/platform/test_metrics.py"
    "::test_one_process_answers_for_itself",
    "database_pool_size": "unit/platform/test_database.py"
    "::test_pool_exhaustion_sheds_load",
    "database_pool_timeout": "unit/platform/test_database.py"
    "::test_pool_exhaustion_sheds_load",
    "database_connect_timeout": "unit/platform/test_database.py"
    "::test_the_first_connection_of_all_meets_a_frozen_server",
    "database_statement_timeout": "unit/platform/test_database.py"
    "::test_statement_and_lock_timeouts",
    "database_lock_timeout": "unit/platform/test_database.py"
    "::test_statement_and_lock_timeouts",
    "database_idle_timeout": "unit/platform/test_database.py::test_session_is_set_up",
    "port": "unit/platform/test_scripts.py::test_serve_refuses_a_port_in_use",
    "workers": "unit/platform/test_server.py"
    "::test_workers_share_the_load_and_are_replaced",
    "header_timeout": "unit/http/test_protocol.py::test_slow_headers_get_408",
    "body_timeout": "unit/http/test_protocol.py::test_slow_body_gets_408",
    "keep_alive_timeout": "unit/platform/test_server.py"
    "::test_draining_closes_kept_connections",
    "max_header_bytes": "unit/http/test_protocol.py::test_large_heads_are_refused",
    "max_body_bytes": "integration/test_large_bodies.py"
    "::test_one_holder_has_so_many_at_once",
    "max_held_bytes": "integration/test_large_bodies.py"
    "::test_one_holder_has_so_many_at_once",
    "max_concurrency": "integration/test_service.py::test_too_many_requests_at_once",
    "max_connections": "unit/http/test_connections.py"
    "::test_health_checks_get_through_any_crowd",
    "drain_grace": "unit/platform/test_server.py::test_interrupt_skips_the_grace",
    "shutdown_timeout": "unit/platform/test_server.py"
    "::test_a_stuck_request_does_not_hold_the_exit",
    "examination_processes": "integration/test_leaving.py"
    "::test_the_document_of_who_has_left_is_let_go",
    "mock_body_bytes": "integration/test_mocks.py::test_bodies_are_limited",
}
TABLES = (PERIODS, PER_MINUTE, PER_HOUR, AS_IT_IS, ELSEWHERE)


def flat(value: Any, path: str) -> dict[str, Any]:
    if isinstance(value, FreshLogIns):
        return {path: value._age}
    if not is_dataclass(value):
        return {path: value}
    found: dict[str, Any] = {}
    for each in fields(value):
        found |= flat(getattr(value, each.name), f"{path}.{each.name}")
    return found


def arrived(**given: Any) -> dict[str, Any]:
    """Return what all rules say by these settings."""
    settings = Settings.model_validate({"secret_key": KEY, **given})
    found: dict[str, Any] = {}
    for name, make in inspect.getmembers(rules, inspect.isfunction):
        if make.__module__ == rules.__name__ and name[0] != "_" and name != "extras":
            found |= flat(make(settings), name)
    return found


USUAL = arrived()


def changed(field: str, value: float) -> dict[str, Any]:
    return {
        where: what
        for where, what in arrived(**{field: value}).items()
        if what != USUAL[where]
    }


def test_no_number_is_forgotten() -> None:
    named = [name for table in TABLES for name in table]
    assert sorted(named) == sorted(NUMBERS)
    for test in ELSEWHERE.values():
        path, _, name = test.partition("::")
        path = path if "/" in path else f"unit/platform/{path}"
        assert name in names_in(path), test


@pytest.mark.parametrize("field", PERIODS)
def test_times_are_in_their_unit(field: str) -> None:
    unit, where = PERIODS[field]
    value = Settings.model_fields[field].default + 1
    assert changed(field, value) == dict.fromkeys(where.split(), value * unit)


@pytest.mark.parametrize("field", [*PER_MINUTE, *PER_HOUR])
def test_rates_are_of_their_period(field: str) -> None:
    where = (PER_MINUTE | PER_HOUR)[field].split()
    value = Settings.model_fields[field].default + 1
    assert changed(field, value) == {f"{each}.count": value for each in where}
    period = timedelta(minutes=1) if field in PER_MINUTE else timedelta(hours=1)
    assert {USUAL[f"{each}.period"] for each in where} == {period}


@pytest.mark.parametrize("field", AS_IT_IS)
def test_the_rest_is_as_it_is(field: str) -> None:
    value = Settings.model_fields[field].default + 1
    assert changed(field, value) == dict.fromkeys(AS_IT_IS[field].split(), value)


def test_a_comparison_has_half_of_it_to_be_read() -> None:
    found = changed("comparison_timeout", 100)
    assert found == {"queue.limits.seconds": 100, "queue.seconds": 50}


def test_a_message_has_the_time_of_its_steps() -> None:
    assert changed("mail_timeout", 3) == {"mail.seconds": 15}


def test_a_session_is_not_idle_before_its_token_is_renewed() -> None:
    found = arrived(session_idle_hours=1, access_token_lifetime=86_400)
    assert found["sessions.lasting.idle"] == timedelta(days=2)


def test_no_time_is_so_short_that_it_is_none() -> None:
    """0 would be no limit at all."""
    names = ("statement", "lock", "idle")
    shortest = {f"database_{each}_timeout": 0.0001 for each in names}
    settings = Settings.model_validate({"secret_key": KEY, **shortest})
    arguments = connect_arguments(settings)
    assert arguments["tcp_user_timeout"] == 1
    for each in ("statement", "lock", "idle_in_transaction_session"):
        assert f"{each}_timeout=1 " in f"{arguments['options']} ", each
