"""What was planted, what was heard, and so what leaked, and where to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Final

from takeover.model.credentials import Pass, guest_hmac
from takeover.model.turn import Turn
from takeover.ports import Letter
from takeover.settings import Settings
from tests.canaries.search import Canary, found

# What a row says of nobody, as long as it is what belongs there.
PLAIN_CELLS: Final = {"status", "anonymous", "talked_on", "said_yes_on", "review"}
TIMES: Final = {"weekend", "starts_at", "ends_at"}
REAL_NAME: Final = "guest_name"
YEARS: Final = {"2026", "2027"}
REACHES: Final = {"guest_email", "guest_phone", "link", "number"}
SHORTEST_TEXT: Final = 5
# About the whole list, to the people who keep it.
ABOUT_THE_ACCOUNT: Final = {"told", "weekly"}


@dataclass(frozen=True)
class Page:
    """An answer of the desk, and whose eyes it is for: a turn's guest, the team, or nobody."""

    turn: str
    text: str
    for_team: bool = False


class Watch:
    """One test's canaries, and all its output."""

    def __init__(self) -> None:
        self.canaries: dict[tuple[str, str], Canary] = {}
        self.logs: list[str] = []
        self.mails: list[Letter] = []
        self.pages: list[Page] = []
        self.posts: list[str] = []
        self.typed: set[str] = set()
        self.anonymous: set[str] = set()
        self.staff: set[str] = set()
        self.guests: dict[str, str] = {}
        self.rehearsals: set[str] = set()
        self.rows: dict[str, set[str]] = {}
        self._known: dict[str, tuple[str, str]] = {}

    # --- what is planted

    def plant(self, text: object, what: str, owner: str = "") -> None:
        """From now on this may reach nobody else."""
        said = str(text).strip()
        if said:
            self.canaries.setdefault((said, owner), Canary(said, what, owner))

    def plant_text(self, text: object, what: str, owner: str = "") -> None:
        """A text that a person wrote; a word or two of everyday are no canary."""
        if len(str(text).strip()) >= SHORTEST_TEXT:
            self.plant(text, what, owner)

    def plant_settings(self, settings: Settings) -> None:
        """The people who run the account: in no log."""
        people = (settings.coordinator, settings.deputy, settings.technical_helper, settings.sender)
        for person in people:
            self.staff.add(_plain(person.address))
            self.plant(person.address, "address", "staff")
            self.plant(person.name, "name", "staff")

    def plant_row(self, row: Mapping[str, object]) -> None:
        """What the coordinator typed into a row, cell by cell."""
        owner = _plain(str(row.get("guest_email") or f"the row {row.get('weekend')}"))
        self.rows.setdefault(str(row.get("weekend")), set()).add(owner)
        if str(row.get("anonymous", "")).strip().casefold() in {"yes", "y", "true"}:
            self.anonymous.add(owner)
        for cell, value in row.items():
            if cell in PLAIN_CELLS or not isinstance(value, str):
                continue
            if cell in TIMES:
                if re.search(r"[^\W\dTZ]", value):
                    self.plant_text(value, cell, owner)
            elif cell == "duty":
                self.staff.add(_plain(value))
                self.plant(parseaddr(value)[1], "address", "staff")
            else:
                self.plant(value, cell, owner)

    def plant_turn(self, turn: Turn) -> None:
        """A turn, its salt and whose it is; a corrected address makes it somebody else's."""
        if (turn.salt, turn.guest_hmac) == self._known.get(turn.id):
            return
        self._known[turn.id] = turn.salt, turn.guest_hmac
        owners = {canary.owner for canary in self.canaries.values() if "@" in canary.owner}
        for owner in owners:
            if guest_hmac(owner, turn.salt) == turn.guest_hmac:
                self.guests[turn.id] = owner
        if turn.rehearsal:
            self.rehearsals.add(turn.id)
        self.plant(turn.salt, "salt")
        self.plant(turn.guest_hmac, "guest_hmac")

    def plant_pass(self, key: Pass) -> None:
        """A link and a number."""
        owner = self.guests.get(key.turn, f"turn {key.turn}")
        self.plant(key.mac, "link", owner)
        if key.number not in YEARS:  # which stand on every page: one number in five thousand
            self.plant(key.number, "number", owner)

    # --- what is found

    def leaks(self) -> list[str]:
        """One sentence for each canary that is where it should not be."""
        return [*self._in_logs(), *self._in_mails(), *self._on_pages(), *self._in_posts()]

    def _those(self, which: Callable[[Canary], object]) -> list[Canary]:
        return [canary for canary in self.canaries.values() if which(canary)]

    def _in_logs(self) -> Iterator[str]:
        for canary in found(self.canaries.values(), "\n".join(self.logs), phrases=True):
            yield f"in the log: {canary}"

    def _in_mails(self) -> Iterator[str]:
        for mail in self.mails:
            turn = re.sub(r"_(\d+)$", r"#\1", mail.tags.get("turn", ""))
            where = f"in the mail {mail.tags.get('step')} to {', '.join(mail.to)}"
            for canary in found(self.canaries.values(), " ".join(mail.tags.values())):
                yield f"in the tags of {where.removeprefix('in ')}: {canary}"
            readers = {_plain(address) for address in mail.to}
            for canary in found(self._hidden_from(readers, turn), _whole(mail)):
                yield f"{where}: {canary}"

    def _hidden_from(self, readers: set[str], turn: str) -> list[Canary]:
        """What these people may not read in a mail about this turn."""
        if readers <= self.staff:
            if turn in ABOUT_THE_ACCOUNT:
                return self._those(lambda one: one.what in {"link", "number"} or not one.owner)
            # And what stood in that row by mistake, of nobody who ever had a turn.
            typed = self.rows.get(turn.partition("#")[0], set()) - set(self.guests.values())
            hidden = self._of_others({self.guests.get(turn, ""), *typed})
            if turn in self.rehearsals:
                return hidden
            return hidden + self._those(lambda one: one.what in {"link", "number"})
        return self._of_others(readers)

    def _of_others(self, readers: set[str]) -> list[Canary]:
        """What belongs to other guests, or to nobody; the same words of one's own are no leak."""
        own = {one.text for one in self.canaries.values() if one.owner in {*readers, "staff"}}
        return self._those(lambda one: one.owner not in {*readers, "staff"} and one.text not in own)

    def _on_pages(self) -> Iterator[str]:
        opens = self._those(_opens_something)
        # A page for the same eyes hides the same; there may be a thousand of them in a test.
        hidden: dict[str, list[Canary]] = {}
        for page in dict.fromkeys(self.pages):
            if page.for_team:
                for canary in found(opens, page.text):
                    yield f"on a page for the team: {canary}"
                continue
            reader = self.guests.get(page.turn, "")
            if reader not in hidden:
                hidden[reader] = self._hidden_on_pages(reader)
            for canary in found(hidden[reader], page.text):
                yield f"on a page for {reader or 'nobody'}: {canary}"

    def _hidden_on_pages(self, reader: str) -> list[Canary]:
        # A form carries its own secrets; whether they open anything, the desk's tests say.
        hidden = [one for one in self._of_others({reader}) if one.owner]
        return _unless_typed([*hidden, *self._real_names({reader})], self.typed)

    def _in_posts(self) -> Iterator[str]:
        hidden = self._those(lambda one: one.what in REACHES or not one.owner)
        hidden += self._real_names(self.anonymous)
        for post in self.posts:
            for canary in found(hidden, post):
                if post not in self.typed:
                    yield f"in a post: {canary}"

    def _real_names(self, of: set[str]) -> list[Canary]:
        """The names of those of them who are anonymous, except what they show themselves as."""
        shown = {one.text for one in self.canaries.values() if one.what == "public_name"}
        hidden = self.anonymous & of
        return self._those(
            lambda one: one.what == REAL_NAME and one.owner in hidden and one.text not in shown
        )


def _opens_something(canary: Canary) -> bool:
    """What not even the team may see: links, numbers, and what belongs to nobody (tokens, keys)."""
    return canary.what in {"link", "number"} or not canary.owner


def _unless_typed(canaries: Iterable[Canary], typed: set[str]) -> list[Canary]:
    """What somebody wrote may be shown to them again."""
    return [one for one in canaries if not any(one.text in text for text in typed)]


def _plain(address: str) -> str:
    return (parseaddr(address)[1] or address).strip().casefold()


def _whole(mail: Letter) -> str:
    attached = [one.content.decode("utf-8", "replace") for one in mail.attachments]
    return "\n".join([mail.from_name, mail.subject, mail.text, mail.html, *attached])
