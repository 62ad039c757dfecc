"""Settings from the environment, read once and never changed."""

from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import SettingsConfigDict

from impl.fair_use import FairUseSettings
from impl.retention_settings import Count, Days
from impl.weak_settings import fault_of, fault_of_mail, separated

Seconds = Annotated[float, Field(gt=0, le=3600)]
Processes = Annotated[int, Field(ge=1, le=64)]
AddressSpace = Annotated[int, Field(ge=268_435_456, le=68_719_476_736)]


class Settings(FairUseSettings):
    """One process's settings: `COUNTERSIGN_<NAME>`, and `DATABASE_URL` as it is.

    Times are seconds, sizes are bytes. impl/PRODUCTION.md lists every field; a test
    keeps that list equal to this class.

    Raises:
        pydantic.ValidationError: a value is missing, malformed or too weak for the
            environment. The message never contains a secret.
    """

    model_config = SettingsConfigDict(
        env_prefix="COUNTERSIGN_",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_by_name=True,
        validate_by_alias=True,
    )

    environment: Literal["development", "test", "production"] = Field(
        "development", description="`production` refuses weak values"
    )
    secret_key: SecretStr = Field(
        description="signs cursors and derives keys; at least 32 random characters; "
        "`scripts/serve` makes one outside production"
    )
    other_secret_key: SecretStr | None = Field(
        None,
        description="while one key takes another one's place: what was made with this "
        "one is good, too",
    )
    public_url: str = Field(
        "http://127.0.0.1:8000",
        description="where clients reach the service; `https` in production",
    )

    database_url: SecretStr | None = Field(
        None,
        validation_alias="DATABASE_URL",
        description="PostgreSQL 18 server; unset starts a private one",
    )
    database_pool_size: int = Field(
        10,
        ge=1,
        le=500,
        description="connections per worker for transactions, and as many for reads",
    )
    database_pool_timeout: Seconds = Field(
        2, description="wait for a free connection before answering 503"
    )
    database_connect_timeout: Seconds = Field(
        5, description="wait for a new connection"
    )
    database_statement_timeout: Seconds = Field(
        10, description="longest single statement"
    )
    database_lock_timeout: Seconds = Field(
        4, description="longest wait for a row or table lock"
    )
    database_idle_timeout: Seconds = Field(
        10, description="longest pause inside a transaction"
    )

    host: str = Field("127.0.0.1", min_length=1, description="address to listen on")
    port: int = Field(8000, ge=0, le=65535, description="port to listen on")
    workers: int = Field(1, ge=1, le=64, description="server processes")
    trusted_proxies: str = Field(
        "",
        description="addresses whose `X-Forwarded-*` headers are believed, by comma",
    )
    registration: Literal["open", "invitation", "closed"] = Field(
        "open",
        description="who may register: everybody, who is invited to a team, or nobody",
    )
    invitation_days: Days = Field(
        14, description="days that an invitation to a team is open"
    )
    mail: SecretStr | None = Field(
        None,
        description="what sends mail: `console`, `file:FOLDER`, "
        "`smtp://[user:password@]host[:port]` or `smtps://…`; then addresses have to "
        "be proven and members asked; unset for none",
    )
    mail_from: str = Field(
        "Countersign <countersign@localhost.invalid>",
        description="whom mail comes from",
    )
    mail_page_url: str = Field(
        "",
        description="pages that mail links to, as `<this>/reset-password#token=…` and "
        "`<this>/prove-email#token=…`; without, it leads to the service's own",
    )
    direct_membership: bool = Field(
        False,
        description="members are added unasked, and by addresses that nobody proved, "
        "although mail is sent; for people whose addresses somebody vouches for",
    )
    mail_timeout: Seconds = Field(
        20, description="wait for the mail server at each step; a message has five"
    )
    allowed_origins: str = Field(
        "",
        description="origins of pages that may use the API from a browser, by comma, "
        "such as `https://app.example.com`; `*` for any",
    )
    header_timeout: Seconds = Field(
        5, description="from the first byte of a request to the end of its headers"
    )
    body_timeout: Seconds = Field(
        30, description="from the end of the headers to the end of the body"
    )
    keep_alive_timeout: Seconds = Field(
        15, description="silence on a connection between two requests"
    )
    max_header_bytes: int = Field(
        32_768, ge=1024, le=1_048_576, description="request line and headers together"
    )
    max_body_bytes: int = Field(
        16_777_216, ge=1024, le=268_435_456, description="request body"
    )
    max_held_bytes: int = Field(
        268_435_456,
        ge=2048,
        le=68_719_476_736,
        description="large request bodies together, per worker, before 503; at least "
        "twice the largest",
    )
    max_concurrency: int = Field(
        1000, ge=2, le=100_000, description="requests at work per worker before 503"
    )
    max_connections: int = Field(
        8000,
        ge=32,
        le=1_000_000,
        description="open connections per worker, as far as its descriptors go; "
        "beyond, the one that waits the longest is closed",
    )
    drain_grace: float = Field(
        1,
        ge=0,
        le=300,
        description="go on serving after SIGTERM while `/readyz` says no",
    )
    shutdown_timeout: Seconds = Field(
        20, description="let requests finish after the grace before cancelling them"
    )

    access_token_lifetime: int = Field(
        600, ge=30, le=86_400, description="seconds until an access token expires"
    )
    session_lifetime_days: int = Field(
        30, ge=1, le=3650, description="days until a session ends, however much used"
    )
    refresh_grace: float = Field(
        10,
        ge=0,
        le=60,
        description="how long a used refresh token still gets its successor, so that "
        "a lost answer can be asked for again",
    )
    publish_timeout: Seconds = Field(
        10,
        description="processor time for the check of one uploaded contract or "
        "certificate",
    )
    examination_processes: Processes = Field(
        2, description="checks at once, per worker; half as many more of slow ones"
    )
    examination_memory: AddressSpace = Field(
        2_147_483_648, description="address space of a process that checks a contract"
    )
    comparison_timeout: Seconds = Field(
        120, description="processor time for the comparison of two contracts"
    )
    comparison_patience: float = Field(
        5,
        ge=0,
        le=60,
        description="how long a request waits for its comparison before it answers 202",
    )
    comparison_processes: Processes = Field(
        1, description="comparisons at once, per worker; as many more of slow ones"
    )
    comparison_memory: AddressSpace = Field(
        2_147_483_648,
        description="address space of a process that compares, or verifies a "
        "certificate",
    )
    comparison_backlog: Count = Field(
        20,
        description="unfinished comparisons of one team; more are refused, and to "
        "guests of its APIs more than half of it",
    )
    comparison_rate: Count = Field(
        60, description="comparisons and verifications a minute, per caller"
    )
    mock_processes: Processes = Field(
        4, description="contracts that are mocked at once, per worker"
    )
    mock_memory: AddressSpace = Field(
        2_147_483_648, description="address space of a process that mocks a contract"
    )
    mock_preparation_timeout: Seconds = Field(
        60, description="processor time to make a mock of a contract"
    )
    mock_timeout: Seconds = Field(
        5, description="processor time for an answer of a mock"
    )
    mock_patience: Seconds = Field(
        10, description="how long a request waits for a mock before it answers 503"
    )
    mock_body_bytes: int = Field(
        1_048_576, ge=1024, le=268_435_456, description="body of a request to a mock"
    )
    mock_rate: Count = Field(600, description="requests to mocks a minute, per caller")
    mock_rate_team: Count = Field(
        3000, description="requests a minute to mocks of a team's contracts"
    )
    mock_states: Count = Field(
        50,
        description="states of mocks that a caller has; the least recently used go",
    )
    mock_state_days: Days = Field(
        7, description="days that a mock remembers what was not used since"
    )
    stream_lifetime: Seconds = Field(
        300, description="how long a stream of events lasts until it is asked for anew"
    )
    streams_caller: Count = Field(
        10, description="streams of events that a caller has open, per worker"
    )
    streams_all: Count = Field(
        200, description="streams of events that all callers have open, per worker"
    )
    webhook_timeout: Seconds = Field(
        10, description="from the first step towards a receiver to its answer"
    )
    webhooks_at_once: int = Field(
        64,
        ge=2,
        le=10_000,
        description="events on their way at once, per worker; half of them to "
        "receivers that took the last one",
    )
    webhooks_to_private_addresses: bool = Field(
        False,
        description="send events to addresses that are not public, too; for "
        "development",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="least severe log line"
    )
    log_format: Literal["auto", "json", "pretty"] = Field(
        "auto", description="`auto` is pretty on a terminal, else JSON"
    )
    log_client_addresses: bool = Field(
        True,
        description="clients' IP addresses in the log and in audit records, which are "
        "personal data",
    )

    # Each by itself, so that one start tells of all that is wrong.
    @field_validator(
        *("secret_key", "other_secret_key", "public_url", "database_url"),
        *("allowed_origins", "trusted_proxies", "max_held_bytes", "log_level"),
        *("mail", "mail_from", "mail_page_url"),
    )
    @classmethod
    def _refuse_weak_values(cls, value: Any, info: ValidationInfo) -> Any:
        given = {**info.data, str(info.field_name): value}
        name = str(info.field_name)
        if fault := fault_of(name, given) or fault_of_mail(name, given):
            raise ValueError(fault)
        return value

    @property
    def origins(self) -> tuple[str, ...]:
        """The allowed origins, each by itself."""
        return separated(self.allowed_origins)
