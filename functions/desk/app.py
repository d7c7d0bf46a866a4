"""The routes of the guest's page and of the list, and what every request goes through on its way.

GET and HEAD change nothing. A POST is asked for its origin, its session and its form's own
secret, in this order, before its command runs; then it redirects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import LambdaFunctionUrlResolver, Response
from aws_lambda_powertools.utilities.typing import LambdaContext

from desk import (
    acts,
    conversation,
    devices,
    helped,
    introducing,
    keeping,
    moving,
    pause_button,
    photos,
    posting,
    public,
    taking_down,
    team,
)
from desk.answers import Answer, go_home, respond, respond_file, respond_kept
from desk.asked import Asked, base_address, usable
from desk.faults import answer_to
from desk.journal import note, note_fault
from desk.moment import frame, page_of_the_moment
from takeover import commands
from takeover.commands import Visit
from takeover.errors import SettingsError
from takeover.gate import Reason
from takeover.ports import World
from takeover.wording import page_data as pages
from takeover.wording import refusals
from takeover.wording.list_pages import HOME as LIST
from takeover.wording.page import LAST_RESORT, render_page, script, stylesheet
from takeover.wording.page_data import Notice, Problem
from takeover.wording.write_pages import Write

type Handler = Callable[[dict[str, Any], LambdaContext], dict[str, Any]]
type Act = Callable[[Asked], Answer]
type Sent = Response[str] | Response[bytes]
type GuestAct = Callable[[Asked, Visit], Answer]

LINK = "/<turn>/<mac>"
SEGMENT = re.compile(r"\d{4}-\d{2}-\d{2}-\d{1,6}")
MAC = re.compile(r"[0-9a-f]{32}")


def serve(world_for: Callable[[str], World], logger: Logger | None = None) -> Handler:
    """The handler of the Function URL; `world_for` gets the address that this request came to."""
    app = LambdaFunctionUrlResolver(debug=False)  # debug would print whole events
    desk = _Desk(app, world_for, logger or Logger(service="desk", location=None))
    desk.get("/", home)
    desk.get("/stop", confirm_stop)
    desk.get("/move", moving.choose)
    for path, page in PAGES.items():
        desk.get(path, page)
    desk.get(helped.PLACE, helped.page)
    desk.post(helped.PLACE, helped.enter)
    desk.get(pause_button.PLACE, pause_button.show)
    desk.post(pause_button.PLACE, pause_button.press)
    desk.get(photos.SHOW, photos.show)
    desk.get(photos.ADD, back_home)
    desk.post(photos.ADD, photos.add)
    public.register(desk)
    team.register(desk)  # before the link, whose two parts could be any
    desk.get(LINK, door)
    desk.post(LINK, checked_link(acts.enter))
    for path, act in GUEST_ACTS.items():
        desk.post(path, by_guest(act, asks_gate_itself=path in ASK_THE_GATE))
        if path not in {"/stop", "/move", *PAGES}:
            desk.get(path, back_home)
    app.get("/style.css")(desk.style)
    app.get("/page.js")(lambda: respond_kept(script(), "text/javascript"))
    app.get("/favicon.ico")(lambda: respond(Answer(204), ""))  # browsers ask; there is none
    app.head(".+")(lambda: respond(Answer(200), ""))
    app.not_found(lambda _: desk.answer("not found", no_such_page, {}))

    def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
        return app.resolve(event, context)

    return lambda_handler


class _Desk:
    """Registers acts as routes, and sees to it that each request gets a page and a line of log."""

    def __init__(
        self,
        app: LambdaFunctionUrlResolver,
        world_for: Callable[[str], World],
        logger: Logger,
    ) -> None:
        self._app, self._world_for, self._logger = app, world_for, logger

    def get(self, path: str, act: Act) -> None:
        self._app.get(path)(lambda **parts: self.answer(f"GET {path}", act, parts))

    def post(self, path: str, act: Act) -> None:
        self._app.post(path)(lambda **parts: self.answer(f"POST {path}", act, parts))

    def style(self) -> Sent:
        """The style sheet, in the charity's colour."""
        try:
            world = self._world_for(base_address(self._app.current_event.raw_event))
        except SettingsError as error:
            note_fault(self._logger, "GET /style.css", error)
            return respond(Answer(500), LAST_RESORT)
        return respond_kept(stylesheet(world.settings.accent_colour), "text/css")

    def answer(self, route: str, act: Act, parts: Mapping[str, str]) -> Sent:
        event = self._app.current_event.raw_event
        try:
            asked = Asked(event, self._world_for(base_address(event)), parts)
        except Exception as error:  # noqa: BLE001 -- told below; without settings no page at all
            note_fault(self._logger, route, error)
            return respond(Answer(500), LAST_RESORT)
        try:
            given = act(asked)
        except Exception as error:  # noqa: BLE001 -- logged, counted as a 5xx, answered kindly
            given = self._fault(route, asked, error)
        return self._sent(route, asked, given)

    def _fault(self, route: str, asked: Asked, error: Exception) -> Answer:
        given = answer_to(error, posting=route in {"POST /post", "POST /talk/post"})
        if given.status >= 500:
            note_fault(self._logger, route, error)
        if isinstance(given.page, pages.Trouble) and given.status != 413:
            back_to = LIST if f" {LIST}" in route else "/"
            page = replace(given.page, kept_words=asked.kept_words, back_to=back_to)
            return replace(given, page=page)
        return given

    def _sent(self, route: str, asked: Asked, given: Answer) -> Sent:
        try:
            page = given.page
            around = given.frame or frame(asked.world, known(asked))
            body = render_page(page, around, asked.world.settings.accent_colour) if page else ""
        except Exception as error:  # noqa: BLE001 -- the page itself cannot be made
            note_fault(self._logger, route, error)
            given, body = Answer(500), LAST_RESORT
        note(self._logger, route, known(asked), given)
        return respond_file(given.file) if given.file else respond(given, body)


def known(asked: Asked) -> Visit | None:
    """Who is here, if that was looked up: what failed once is not asked again for a footer."""
    found = asked.__dict__.get("visit")
    return found if isinstance(found, Visit) else None


def home(asked: Asked) -> Answer:
    """The page of the moment."""
    page = page_of_the_moment(asked.world, asked.visit)
    said = asked.query.get("said", "")
    notice = Notice(said) if said in set(Notice) else None
    return Answer(200, replace(page, notice=notice))


def door(asked: Asked) -> Answer:
    """A link: one button, so that whoever only looks at links (scanners do) opens nothing."""
    if not _is_link(asked):
        return no_such_page(asked)
    turn = commands.follow_link(asked.world, asked.parts["turn"], asked.parts["mac"])
    return Answer(200, pages.Door(), turn=turn.id) if turn else no_such_page(asked)


def confirm_stop(asked: Asked) -> Answer:
    """Asks once more; changes nothing."""
    here = asked.visit
    page = page_of_the_moment(asked.world, here)
    stoppable = (pages.Offer, pages.Ready, pages.Number, pages.Early, Write, pages.Stopped)
    if here is None or not isinstance(page, stoppable):
        return go_home()
    return Answer(200, pages.ConfirmStop(begun=here.now >= here.sight.window.starts_at))


def back_home(_asked: Asked) -> Answer:
    """Somebody reloads the address of a form: there is nothing to see, and nothing is done."""
    return go_home()


def no_such_page(_asked: Asked) -> Answer:
    """The same for everything that is not there."""
    return Answer(404, pages.NoSuchPage())


def checked_link(act: Act) -> Act:
    """A POST behind a link: only from our own button."""

    def answer(asked: Asked) -> Answer:
        if not asked.from_our_page:
            return Answer(403, pages.NotFromHere(), refused="another_site")
        return act(asked) if _is_link(asked) else no_such_page(asked)

    return answer


def by_guest(act: GuestAct, *, asks_gate_itself: bool) -> Act:
    """A POST by somebody signed in: origin, session and form's secret, then the command."""

    def answer(asked: Asked) -> Answer:
        if not asked.from_our_page:
            return Answer(403, pages.NotFromHere(), refused="another_site")
        _ = asked.form  # too long or unreadable: before anything is looked up
        here = asked.visit
        if here is None:
            return acts.refused(asked, Reason.SIGNED_OUT, asked.kept_words)
        if not asked.holds_form_of(here):
            refusal = acts.refused(asked, "old_form", asked.kept_words)
            return _with_problem(refusal, refusals.PAGE_TOO_OLD)
        if not asks_gate_itself and not usable(here):
            return acts.refused(asked, Reason.SIGNED_OUT, asked.kept_words)
        return act(asked, here)

    return answer


def _with_problem(refusal: Answer, text: str) -> Answer:
    page = refusal.page
    return replace(refusal, page=replace(page, problems=(Problem(text),))) if page else refusal


def _is_link(asked: Asked) -> bool:
    turn, mac = asked.parts["turn"], asked.parts["mac"]
    return bool(SEGMENT.fullmatch(turn) and MAC.fullmatch(mac))


GUEST_ACTS: Mapping[str, GuestAct] = {
    "/agree": acts.agree,
    "/no": acts.say_no,
    "/all-set": acts.all_set,
    "/words": acts.set_words,
    "/undo": acts.undo,
    "/move": moving.move,
    "/stop": acts.stop,
    "/number": acts.enter_number,
    "/number/again": acts.ask_number_again,
    "/preview": posting.preview,
    "/post": posting.post,
    "/carry-on": posting.carry_on,
    **taking_down.ACTS,
    **conversation.ACTS,
    **keeping.ACTS,
    **devices.ACTS,
    **photos.ACTS,
    "/pause": acts.pause,
    "/resume": acts.resume,
    "/sign-out": acts.sign_out,
    "/answer": acts.answer,
}
PAGES: Mapping[str, Act] = {
    **conversation.PAGES, **keeping.PAGES, **devices.PAGES, **introducing.PAGES,
    **taking_down.PAGES,
}  # fmt: skip
ASK_THE_GATE = {
    "/post", "/carry-on", "/preview", "/sign-out", *conversation.ACTS, *taking_down.ACTS,
}  # fmt: skip
