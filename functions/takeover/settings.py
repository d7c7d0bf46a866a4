"""One typed door for configuration: everything that a deployment can set."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import getaddresses, parseaddr
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from takeover.errors import SettingsError
from takeover.hours import Hours, read_hours

LEAST_POSTS = 10
"""A thread has up to ten parts, and none is begun that does not fit whole."""


@dataclass(frozen=True)
class Person:
    """Somebody on the charity's side, or the sender of its mails."""

    name: str
    address: str

    @property
    def first_name(self) -> str:
        """What people call them."""
        return self.name.split(" ")[0]

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>"


@dataclass(frozen=True)
class Settings:
    """The stack's settings; `Settings.from_env` reads them from the function's environment.

    Times of day are in the charity's own `zone`.
    """

    account: str
    coordinator: Person
    deputy: Person
    technical_helper: Person
    sender: Person
    zone: ZoneInfo
    trustees: tuple[Person, ...] = ()
    roster_table: str = ""
    ledger_table: str = ""
    forgotten_table: str = ""
    photo_bucket: str = ""
    link_key_secret: str = ""
    x_tokens_secret: str = ""
    desk_url: str = ""
    configuration_set: str = ""
    alarm_topic: str = ""
    charity: str = "our charity"
    accent_colour: str = "#1c5d63"
    condition: str = "multiple sclerosis"
    phone: str = ""
    where_to_keep_talking: str = ""
    help_line_for_guests: str = ""
    help_hours: Hours = field(default_factory=Hours)
    privacy_contact: str = ""
    regulator: str = ""
    region_in_words: str = ""
    most_posts_a_day: int = 45
    most_answers_a_day: int = 180
    most_posts: int = 300
    sensitive_words: tuple[str, ...] = ()
    longest_window_hours: int = 112
    retention_days: int = 90
    timeline_overrides: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Read the environment of a function.

        Raises SettingsError, naming every setting that is missing or cannot be read.
        """
        door = _Door(env)
        settings = cls(
            account=door.text("ACCOUNT").removeprefix("@"),
            coordinator=door.person("COORDINATOR"),
            deputy=door.person("DEPUTY"),
            technical_helper=door.person("TECHNICAL_HELPER"),
            sender=door.person("SENDER"),
            zone=door.zone("ZONE"),
            trustees=door.people("TRUSTEES"),
            roster_table=door.text("ROSTER_TABLE"),
            ledger_table=door.text("LEDGER_TABLE"),
            forgotten_table=env.get("FORGOTTEN_TABLE", ""),
            photo_bucket=env.get("PHOTO_BUCKET", ""),
            link_key_secret=door.text("LINK_KEY_SECRET"),
            x_tokens_secret=env.get("X_TOKENS_SECRET", ""),
            desk_url=(env.get("DESK_URL") or env.get("PUBLIC_BASE_URL") or "").rstrip("/"),
            configuration_set=env.get("CONFIGURATION_SET", ""),
            alarm_topic=env.get("ALARM_TOPIC", ""),
            charity=env.get("CHARITY") or cls.charity,
            accent_colour=door.colour("ACCENT_COLOUR", cls.accent_colour),
            condition=env.get("CONDITION") or cls.condition,
            phone=env.get("PHONE", ""),
            where_to_keep_talking=env.get("WHERE_TO_KEEP_TALKING", ""),
            help_line_for_guests=env.get("HELP_LINE_FOR_GUESTS", ""),
            help_hours=door.hours("HELP_HOURS"),
            privacy_contact=env.get("PRIVACY_CONTACT", ""),
            regulator=env.get("REGULATOR", ""),
            region_in_words=env.get("REGION_IN_WORDS", ""),
            most_posts_a_day=door.number("MOST_POSTS_A_DAY", cls.most_posts_a_day, LEAST_POSTS),
            most_answers_a_day=door.number("MOST_ANSWERS_A_DAY", cls.most_answers_a_day, 1),
            most_posts=door.number("MOST_POSTS", cls.most_posts, LEAST_POSTS),
            sensitive_words=door.words("SENSITIVE_WORDS"),
            timeline_overrides=door.json("TIMELINE_OVERRIDES"),
        )
        door.close()
        return settings


class _Door:
    """Reads settings one by one and complains about all of them at once."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self._wrong: list[str] = []

    def text(self, name: str) -> str:
        value = self._env.get(name, "").strip()
        if not value:
            self._wrong.append(f"{name} is missing")
        return value

    def person(self, name: str) -> Person:
        said = self.text(name)
        spoken, address = parseaddr(said)
        if said and not (spoken and "@" in address):
            self._wrong.append(f"{name} should look like: Robin Lee <robin@example.org>")
        return Person(spoken, address)

    def people(self, name: str) -> tuple[Person, ...]:
        """Any number of people, perhaps none; of whom only the address is known it is the name."""
        found = getaddresses([said] if (said := self._env.get(name, "").strip()) else [])
        if not all("@" in address for _, address in found):
            self._wrong.append(f"{name} should look like: ada@example.org, Jo Ash <jo@example.org>")
        return tuple(Person(spoken or address, address) for spoken, address in found)

    def zone(self, name: str) -> ZoneInfo:
        said = self._env.get(name) or "Europe/London"
        try:
            return ZoneInfo(said)
        except (ZoneInfoNotFoundError, ValueError):
            self._wrong.append(f"{name} should be a time zone such as Europe/London, not {said!r}")
            return ZoneInfo("Etc/UTC")

    def colour(self, name: str, usual: str) -> str:
        said = self._env.get(name) or usual
        if not re.fullmatch("#[0-9A-Fa-f]{6}", said):
            self._wrong.append(f"{name} should be six digits behind #, such as {usual}")
        return said.lower()

    def hours(self, name: str) -> Hours:
        try:
            return read_hours(self._env.get(name, ""))
        except SettingsError as error:
            self._wrong.append(f"{name}: {error}")
            return Hours()

    def number(self, name: str, usual: int, least: int) -> int:
        said = str(self._env.get(name) or usual)
        if not said.isascii() or not said.isdecimal() or int(said) < least:
            self._wrong.append(f"{name} should be a number from {least} on, not {said!r}")
            return usual
        return int(said)

    def words(self, name: str) -> tuple[str, ...]:
        """Words or phrases, by comma; perhaps none."""
        return tuple(word.strip() for word in self._env.get(name, "").split(",") if word.strip())

    def json(self, name: str) -> Mapping[str, Any]:
        try:
            value = json.loads(self._env.get(name) or "{}")
        except json.JSONDecodeError as error:
            self._wrong.append(f"{name} is not JSON: {error.msg} at character {error.pos + 1}")
            return {}
        if not isinstance(value, dict):
            self._wrong.append(f"{name} should be a JSON object such as {{}}")
            return {}
        return value

    def close(self) -> None:
        if self._wrong:
            raise SettingsError("; ".join(self._wrong))
