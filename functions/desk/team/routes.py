"""Which address of the list leads where. A page only shows; a form changes, and redirects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from desk import pause_button
from desk.team import (
    answers,
    away,
    editing,
    helping,
    live,
    mails,
    pausing,
    posts,
    reviewing,
    sheet,
    signing_in,
    texts,
    trustees,
    waiting,
)
from desk.team.guard import Act, back_to_list, by_anybody, by_member, for_member
from desk.team.kinds import GO_ON, HELP, PAUSE
from desk.team.overview import list_page, weekend_page
from takeover.commands.spreadsheet import FileKind
from takeover.wording.list_away_pages import AWAY
from takeover.wording.list_edit_pages import Kind
from takeover.wording.list_live_pages import HEALTH
from takeover.wording.list_live_pages import PLACE as GOING_LIVE
from takeover.wording.list_mail_pages import MAILS
from takeover.wording.list_pages import HOME
from takeover.wording.list_post_pages import POSTS, TAKE_DOWN
from takeover.wording.list_review_pages import PHOTO, REVIEW
from takeover.wording.list_text_pages import TEXTS
from takeover.wording.pause_pages import PAUSE_BUTTON


class Routes(Protocol):
    """Where acts are registered."""

    def get(self, path: str, act: Act) -> None:
        """A page."""

    def post(self, path: str, act: Act) -> None:
        """A form."""


PAGES: Mapping[str, Act] = {
    HOME: for_member(list_page),
    f"{HOME}/<weekend>": for_member(weekend_page),
    waiting.PLACE: for_member(waiting.waiting_page),
    waiting.BOOK: for_member(waiting.choose_page, place=waiting.PLACE),
    MAILS: for_member(mails.mails_page),
    AWAY: for_member(away.page),
    f"{MAILS}/<weekend>/<step>": for_member(mails.mail_page),
    GOING_LIVE: for_member(live.page, fresh=True),
    HEALTH: for_member(live.health),
    PAUSE_BUTTON: for_member(pause_button.how_to, fresh=True),
    sheet.PLACE: for_member(sheet.page),
    **{
        f"/list/export{kind}": for_member(sheet.hand_out(kind), fresh=True, place=sheet.PLACE)
        for kind in FileKind
    },
    TEXTS: for_member(texts.texts_page, fresh=True),
    f"{TEXTS}/<text>": for_member(texts.text_page, fresh=True),
    answers.PLACE: for_member(answers.page),
    "/list/answers.csv": for_member(answers.hand_out, fresh=True, place=answers.PLACE),
    "/list/quotes": for_member(answers.quotes_page),
    f"{HOME}/<weekend>/trustees": for_member(trustees.weekend_page),
    f"{HOME}/<weekend>/{POSTS}": for_member(posts.page),
    f"{HOME}/<weekend>/{TAKE_DOWN}": for_member(posts.look_first),
    f"{HOME}/<weekend>/{REVIEW}": for_member(reviewing.page),
    f"{HOME}/<weekend>/{PHOTO}/<key>": for_member(reviewing.photo, place=HOME),
    f"{trustees.QUARTERS}/<quarter>": for_member(trustees.quarter_page),
    **{f"{HOME}/<weekend>/{kind}": for_member(editing.page(kind)) for kind in Kind},
    **{f"{HOME}/<weekend>/{way}": for_member(pausing.page(way)) for way in (PAUSE, GO_ON)},
    f"{HOME}/<weekend>/{HELP}": for_member(helping.page),
}
FORMS: Mapping[str, Act] = {
    "/list/number": by_anybody(signing_in.ask_for_number),
    "/list/enter": by_anybody(signing_in.enter),
    "/list/sign-out": by_member(signing_in.sign_out),
    "/list/sign-out-everywhere": by_member(signing_in.sign_out_everywhere),
    f"{HOME}/<weekend>/{PAUSE}": by_member(pausing.pause),
    f"{HOME}/<weekend>/{GO_ON}": by_member(pausing.go_on),
    f"{HOME}/<weekend>/{HELP}": by_member(helping.show),
    f"{HOME}/<weekend>/{TAKE_DOWN}": by_member(posts.take_down),
    f"{HOME}/<weekend>/{REVIEW}/yes": by_member(reviewing.say_yes),
    f"{HOME}/<weekend>/{REVIEW}/no": by_member(reviewing.say_no),
    f"{HOME}/<weekend>/look": by_member(editing.look_first),
    f"{HOME}/<weekend>/again": by_member(editing.again),
    f"{HOME}/<weekend>/write": by_member(editing.write),
    f"{HOME}/<weekend>/undo": by_member(editing.undo),
    f"{TEXTS}/<text>/look": by_member(texts.look_first),
    f"{TEXTS}/<text>/save": by_member(texts.save),
    f"{TEXTS}/<text>/ours": by_member(texts.back_to_ours),
    GOING_LIVE: by_member(live.go, fresh=True, place=GOING_LIVE),
    sheet.PLACE: by_member(sheet.look_first, place=sheet.PLACE, with_file=True),
    "/list/sheet/write": by_member(sheet.write, place=sheet.PLACE, with_file=True),
    AWAY: by_member(away.look_first, place=AWAY),
    f"{AWAY}/write": by_member(away.write, place=AWAY),
    f"{AWAY}/back": by_member(away.back, place=AWAY),
    f"{MAILS}/<weekend>/<step>/hold": by_member(mails.hold, place=MAILS),
    f"{MAILS}/<weekend>/<step>/release": by_member(mails.release, place=MAILS),
    f"{MAILS}/<weekend>/<step>/now": by_member(mails.send_now, place=MAILS),
    f"{MAILS}/<weekend>/<step>/test": by_member(mails.send_test, place=MAILS),
    "/list/waiting/forget": by_member(waiting.forget, place=waiting.PLACE),
}


def register(desk: Routes) -> None:
    """Let the desk know all addresses of the list."""
    for path, act in PAGES.items():
        desk.get(path, act)
    for path, act in FORMS.items():
        desk.post(path, act)
        if path not in PAGES:
            desk.get(path, back_to_list)
