"""The world as it is on Lambda: each part is built when it is first touched.

So a tick with nothing to do reads two tables and imports neither tweepy nor Jinja2.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING

from takeover.ports import (
    Channel,
    Clock,
    Journal,
    Ledger,
    Mailer,
    Photos,
    Probe,
    Readiness,
    Roster,
    Secrets,
    SpokenNumbers,
    Team,
    Texts,
    WaitingList,
)
from takeover.settings import Settings

if TYPE_CHECKING:
    from takeover.adapters.dynamodb import DynamoDB
    from takeover.adapters.secrets import SecretsManager


class AwsWorld:
    """Roster, ledger, mail, X and secrets of the deployed stack."""

    def __init__(self, settings: Settings, desk_url: str, x_api_url: str) -> None:
        self.settings = settings
        # An address of the charity's own goes before the one that this request came to.
        self.desk_url = settings.desk_url or desk_url
        self._x_api_url = x_api_url

    @cached_property
    def clock(self) -> Clock:
        """The machine's clock."""
        from takeover.adapters.clock import SystemClock  # noqa: PLC0415 -- slow import

        return SystemClock()

    @cached_property
    def roster(self) -> Roster:
        """The coordinator's table."""
        from takeover.adapters.dynamodb_roster import DynamoRoster  # noqa: PLC0415 -- slow import

        return DynamoRoster(self.settings, self._dynamodb)

    @cached_property
    def waiting_list(self) -> WaitingList:
        """Who would like a weekend: in the coordinator's table as well."""
        from takeover.adapters.dynamodb_waiting import DynamoWaiting  # noqa: PLC0415 -- slow import

        return DynamoWaiting(self.settings, self._dynamodb)

    @cached_property
    def texts(self) -> Texts:
        """The charity's own words: in the coordinator's table as well."""
        from takeover.adapters.dynamodb_texts import DynamoTexts  # noqa: PLC0415 -- slow import

        return DynamoTexts(self.settings, self._dynamodb)

    @cached_property
    def ledger(self) -> Ledger:
        """The system's own table."""
        from takeover.adapters.dynamodb_ledger import DynamoLedger  # noqa: PLC0415 -- slow import

        return DynamoLedger(self.settings, self._dynamodb)

    @cached_property
    def team(self) -> Team:
        """Who of the team is signed in to the list."""
        from takeover.adapters.dynamodb_team import DynamoTeam  # noqa: PLC0415 -- slow import

        return DynamoTeam(self.settings, self._dynamodb)

    @cached_property
    def spoken(self) -> SpokenNumbers:
        """Numbers that are read out on the phone."""
        from takeover.adapters.dynamodb_spoken import DynamoSpoken  # noqa: PLC0415 -- slow import

        return DynamoSpoken(self.settings, self._dynamodb)

    @cached_property
    def photos(self) -> Photos:
        """The stack's private bucket."""
        from takeover.adapters.s3_photos import S3Photos  # noqa: PLC0415 -- slow import

        return S3Photos(self.settings)

    @cached_property
    def secrets(self) -> Secrets:
        """Secrets Manager."""
        return self._secrets

    @cached_property
    def mailer(self) -> Mailer:
        """SES."""
        from takeover.adapters.ses import SesMailer  # noqa: PLC0415 -- slow import

        return SesMailer(self.settings)

    @cached_property
    def channel(self) -> Channel:
        """X."""
        from takeover.adapters.x import XChannel  # noqa: PLC0415 -- slow import

        return XChannel(self._secrets.x_tokens, self._x_api_url)

    @cached_property
    def probe(self) -> Probe:
        """The deployed desk, seen from outside."""
        from takeover.adapters.desk_probe import DeskProbe  # noqa: PLC0415 -- slow import

        return DeskProbe(self.desk_url)

    @cached_property
    def readiness(self) -> Readiness:
        """X, SES, the alarm topic and the desk, asked whether all is well with them."""
        from takeover.adapters.readiness import AwsReadiness  # noqa: PLC0415 -- slow import

        return AwsReadiness(self.settings, self._secrets.x_tokens, self.desk_url, self._x_api_url)

    @cached_property
    def journal(self) -> Journal:
        """The function's own log."""
        from takeover.adapters.journal import PowertoolsJournal  # noqa: PLC0415 -- slow import

        return PowertoolsJournal()

    @cached_property
    def _dynamodb(self) -> DynamoDB:
        from takeover.adapters.dynamodb import connect  # noqa: PLC0415 -- slow import

        return connect()

    @cached_property
    def _secrets(self) -> SecretsManager:
        from takeover.adapters.secrets import SecretsManager  # noqa: PLC0415 -- slow import

        return SecretsManager(self.settings)


def build(env: Mapping[str, str], desk_url: str = "") -> AwsWorld:
    """Put the world together from a function's environment.

    `X_API_URL` is set by the embedded AWS only. Raises SettingsError.
    """
    return AwsWorld(Settings.from_env(env), desk_url, env.get("X_API_URL", ""))


@cache
def world_at(desk_url: str = "") -> AwsWorld:
    """This process's world; the desk gives its own address, as the mails that it sends need it."""
    return build(os.environ, desk_url)
