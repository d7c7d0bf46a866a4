"""Coordinator and deputy at the list's pages, at bad moments; `overseen.py` says what must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from desk.team.lines import mail_path
from takeover.apply.look import look
from takeover.commands.away import first_moment
from takeover.commands.taking_down import public_posts
from takeover.model.steps import FUNCTIONS, REMINDERS
from takeover.planning import overview
from takeover.ports import World
from takeover.wording.list_away_pages import AWAY, ListAway
from tests.simulation.edited import KINDS, Editing
from tests.simulation.invariants import SKEW
from tests.simulation.list_pages import ListPages

if TYPE_CHECKING:
    from takeover.planning.preview import Expected
    from tests.simulation.weekend import Weekend

LONDON = ZoneInfo("Europe/London")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
DONE = 303
NOBODYS_BUTTON = "/pause/coordinator/" + 32 * "0"


class Team:
    """Coordinator and deputy at the list's pages."""

    def __init__(self, weekend: Weekend) -> None:
        self._weekend, self._stack = weekend, weekend.stack
        self._chance = Random(f"team {weekend.seed}")
        self._known = weekend.stack.overseen
        self._pages = ListPages(weekend.stack, self._chance)
        self._editing = Editing(weekend, self._pages, self._chance)
        self._friday = weekend.scenario.main.weekend

    def plan(self) -> None:
        """Put it into the heap."""
        acts: dict[str, Callable[[], None]] = {
            "pause": self._pause, "button": self._button, "go on": self._go_on,
            "hold": self._hold, "let go": self._let_go, "send now": self._send_now,
            "away": self._away, "back": self.come_back, "take down": self._take_down,
            "undo": self._editing.undo,
            **{name: partial(self._editing.edit, name) for name in KINDS},
        }  # fmt: skip
        for at, name in self._weekend.scenario.acts.team:
            self._weekend.person_at(at, partial(self._act, acts[name]))

    def be_there(self) -> None:
        """Before everything is calm somebody is there again."""
        if self._stack.ledger._away_until is not None:
            self._act(self.come_back)

    def rows_written(self) -> None:
        """At the instant at which some edit stands in the list."""
        self._editing.rows_written()

    def _act(self, act: Callable[[], None]) -> None:
        act()
        for wish in map(self._weekend.truth.wish, list(self._weekend.truth.typed)):
            if wish is not None:
                self._weekend.wake_for(wish)

    @contextmanager
    def _unseen(self) -> Iterator[World]:
        """We look ourselves: nothing goes wrong, and no time passes."""
        stack = self._stack
        calm, slow, instance = stack.weather.calm, stack.slow, stack.instances[0]
        stack.weather.calm, stack.slow = True, 0.0
        yield cast("World", instance)
        stack.weather.calm, stack.slow = calm, slow

    # --- pauses

    def _pause(self) -> None:
        disturbed = self._stack.disturbed
        done = self._pages.post(f"/list/{self._friday}/pause").status == DONE
        holder = self._stack.ledger._holder
        mine = holder is not None and holder.turn.startswith(str(self._friday))
        if done and mine and disturbed == self._stack.disturbed:
            self._must_stand("the list", by_us=True)
        self._try_to_go_on()

    def _button(self) -> None:
        """From the home screen of a phone; somebody else tries an address that is nobody's."""
        if self._pages.post(NOBODYS_BUTTON).status == DONE:
            self._breach("nobody's pause button was pressed, and it pauses")
        disturbed = self._stack.disturbed
        self._pages.get(self._pages.button)
        done = self._pages.post(self._pages.button).status == DONE
        if done and disturbed == self._stack.disturbed:
            self._must_stand("the button", by_us=False)  # perhaps it was paused before
        self._try_to_go_on()

    def _must_stand(self, how: str, *, by_us: bool) -> None:
        holder, now = self._stack.ledger._holder, self._weekend.now
        stands = holder and (holder.paused_by_us if by_us else holder.paused_at is not None)
        if holder and not stands and now < holder.window.ends_at - SKEW:
            self._breach(f"{holder.turn} was paused by {how}, in vain")

    def _try_to_go_on(self) -> None:
        """Guests go on, or try to, where the team has paused."""
        for life in self._weekend.lives.values():
            if life.cookies and self._chance.random() < 0.6:
                soon = self._weekend.now + self._chance.choice((1, 30)) * MINUTE
                self._weekend.person_at(soon, partial(life.press, "/resume"))
                self._weekend.person_at(soon + 3 * MINUTE, life.post)

    def _go_on(self) -> None:
        self._pages.post(f"/list/{self._friday}/go-on")

    # --- mails

    def _mails(self) -> list[tuple[Expected, str]]:
        """The mails to the guest that are expected, each with its page."""
        with self._unseen() as world:
            seen, zone = look(world, REMINDERS), world.settings.zone
            one = overview.weekend(seen.roster, seen.account, zone, seen.now, self._friday)
            found = overview.expected(one, seen.account, world.settings, seen.now, with_held=True)
            return [(mail, mail_path(mail, world.settings)) for mail in found
                    if mail.step.can_wait]  # fmt: skip

    def _hold(self) -> None:
        mails = self._mails()
        if not mails:
            return
        mail, path = self._chance.choice(mails[:3])
        self._pages.get(path)
        key, disturbed = (mail.planned.record, mail.step.name), self._stack.disturbed
        self._known.perhaps_held.add(key)
        done = self._pages.post(f"{path}/hold").status == DONE
        turn = self._stack.ledger._turns.get(mail.planned.record)
        held = turn is not None and mail.step.name in turn.wishes
        if done and held:
            self._known.held[key] = self._weekend.now
        elif done and disturbed == self._stack.disturbed:
            self._breach(f"{mail.step.name} of {mail.planned.record} is said to be held")
        elif not held:
            self._known.perhaps_held.discard(key)

    def _let_go(self) -> None:
        for mail, path in self._mails():
            key = mail.planned.record, mail.step.name
            self._known.held.pop(key, None)
            if self._pages.post(f"{path}/release").status == DONE:
                self._known.perhaps_held.discard(key)

    def _send_now(self) -> None:
        mails = self._mails()
        if mails:
            mail, path = self._chance.choice(mails[:2])
            self._known.held.pop((mail.planned.record, mail.step.name), None)
            self._pages.post(f"{path}/now")

    # --- time away

    def _away(self) -> None:
        page = self._pages.get(AWAY).page
        if not isinstance(page, ListAway):
            return
        today = self._weekend.now.astimezone(LONDON).date()
        day = today + self._chance.choice((1, 2, 3, 5)) * DAY
        form = {"day": str(day), "was": page.was}
        self._pages.post(AWAY, form)
        self._pages.post(f"{AWAY}/write", form)
        with self._unseen() as world:
            until = first_moment(world, day)
        for minutes in (1, 32):
            for function in FUNCTIONS:
                self._weekend.tick(function, until + minutes * MINUTE)

    def come_back(self) -> None:
        """Everybody is back."""
        page = self._pages.get(AWAY).page
        if isinstance(page, ListAway):
            self._pages.post(f"{AWAY}/back", {"was": page.was})

    # --- posts

    def _take_down(self) -> None:
        with self._unseen() as world:
            posts = [post for post in public_posts(world, self._friday) if post.there]
        chosen = [post for post in posts if self._chance.random() < 0.6]
        path = f"/list/{self._friday}/take-down"
        form = {"posts": " ".join(post.key for post in chosen)}
        done = self._pages.post(path, form).status == DONE
        on_x = {post.id for post in self._stack.channel.published}
        for post in chosen:
            if done and post.post_id in on_x:
                self._breach(f"{post.key} was taken down, and is on X")

    def _breach(self, words: str) -> None:
        self._weekend.checks.breach("team", words)
