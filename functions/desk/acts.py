"""What a guest does on their page: each POST is one command, then a redirect.

A form is shown again, with all that was typed, only where something has to be put right.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import chain, repeat

from desk.answers import Answer, go_home
from desk.asked import Asked, usable
from desk.cookies import Ticket, clear_ticket, set_ticket
from desk.moment import number_page, page_of_the_moment
from takeover import commands
from takeover.commands import Agreement, Entry, Visit
from takeover.commands.photos import photos_from
from takeover.errors import RowError
from takeover.gate import Reason
from takeover.model.turn import Fact, SessionKind
from takeover.wording import page_data as pages
from takeover.wording import refusals
from takeover.wording.length import check_hello
from takeover.wording.page_data import Notice, Problem
from takeover.wording.questions import QUESTIONS
from takeover.wording.write_pages import Write

FOUR_DIGITS = re.compile(r"[0-9]{4}")


def enter(asked: Asked) -> Answer:
    """Carry on, behind the link: this browser is now the guest's."""
    turn = commands.follow_link(asked.world, asked.parts["turn"], asked.parts["mac"])
    if turn is None:
        return Answer(404, pages.NoSuchPage())
    here = asked.visit
    number_known = here and usable(here) and here.session.kind is SessionKind.NUMBER
    if here and number_known and here.turn.id == turn.id:
        # The number is asked once a device, however often the link is tapped.
        return go_home()
    if here and usable(here) and commands.came_from(asked.world, here.turn, turn.id):
        # The mail of before the move: this browser is at the new weekend already.
        return go_home()
    token = commands.start_session(asked.world, turn, SessionKind.LINK)
    ticket = Ticket(turn.id, token)
    home = go_home(cookie=set_ticket(ticket, asked.world.clock.now(), None))
    return replace(home, turn=turn.id)


def agree(asked: Asked, here: Visit) -> Answer:
    """Say yes."""
    form = asked.form
    said = Agreement(form.ticked("terms"), form.ticked("consent"), form.text("typed_name"))
    missing = commands.agree(asked.world, here, said)
    if not missing:
        return go_home(Notice.SAID_YES)
    page = page_of_the_moment(asked.world, here)
    if not isinstance(page, pages.Offer):
        return _again(page, *(Problem(text) for text in missing))
    boxes = [name for name, on in (("terms", said.terms), ("consent", said.consent)) if not on]
    fields = chain(boxes, repeat("typed_name"))
    page = replace(
        page,
        terms_ticked=said.terms,
        consent_ticked=said.consent,
        typed_name=said.typed_name,
    )
    return _again(
        page, *(Problem(text, field) for text, field in zip(missing, fields, strict=False))
    )


def say_no(asked: Asked, here: Visit) -> Answer:
    """No, not this time: only before the weekend; later "I can't do it" asks once more."""
    if not here.turn.has(Fact.OPENED):
        commands.stop(asked.world, here)
    return go_home()


def stop(asked: Asked, here: Visit) -> Answer:
    """Let the weekend go, or end it: the same, whenever it is said."""
    commands.stop(asked.world, here)
    return go_home()


def undo(asked: Asked, here: Visit) -> Answer:
    """Take the no back, as long as nobody else has the weekend."""
    return go_home(Notice.UNDONE if commands.undo_no(asked.world, here) else None)


def all_set(asked: Asked, here: Visit) -> Answer:
    """The tap that proves our mail arrives."""
    if here.turn.has(Fact.ACCEPTED) and not here.over:
        commands.all_set(asked.world, here)
    return go_home()


def set_words(asked: Asked, here: Visit) -> Answer:
    """Save the name people will see, and the hello."""
    # The box for the hello shows two lines, and a phone may break them; the hello is one.
    name, hello = asked.form.text("public_name"), " ".join(asked.form.text("hello").split())
    try:
        texts = commands.set_words(asked.world, here, name, hello)
    except RowError:
        texts = [refusals.WORDS_NOT_CHANGED]
    if not texts:
        return go_home(Notice.SAVED)
    about_hello = set(check_hello(hello))
    problems = [Problem(t, "hello" if t in about_hello else "public_name") for t in texts]
    page = page_of_the_moment(asked.world, here)
    if isinstance(page, (pages.Ready, pages.Early)) and page.names:
        return _again(replace(page, names=pages.Names(name, hello)), *problems)
    return _again(page, *(Problem(text) for text in texts))


def enter_number(asked: Asked, here: Visit) -> Answer:
    """Check the number; from then on this browser may post, in the weekend."""
    form = asked.form
    own_device = form.ticked("own_device")
    typed = "".join(unicodedata.normalize("NFKC", form.text("number")).split())
    page = replace(number_page(asked.world, here), own_device=own_device)
    if not FOUR_DIGITS.fullmatch(typed):
        # A slip of the finger is no try.
        return _again(page, Problem(refusals.NUMBER_HAS_FOUR, "number"))
    entered = commands.enter_number(asked.world, here, typed, own_device=own_device)
    match entered.entry:
        case Entry.IN:
            ticket = Ticket(here.turn.id, entered.token)
            until = here.turn.window.ends_at if own_device else None
            return go_home(cookie=set_ticket(ticket, asked.world.clock.now(), until))
        case Entry.WRONG:
            return _again(page, Problem(refusals.wrong_number(entered.tries_left), "number"))
        case Entry.USED_UP:
            duty = (here.sight.addressed and here.sight.addressed.duty) or None
            name = (duty or asked.world.settings.coordinator).first_name
            return Answer(403, pages.UsedUp(duty_name=name))
        case Entry.NOT_NOW:
            return refused(asked, here.verdict.reason)
        case _:
            return go_home()


def ask_number_again(asked: Asked, here: Visit) -> Answer:
    """Send the number once more, to the address on the list."""
    if commands.ask_number_again(asked.world, here):
        return go_home(Notice.SENT_AGAIN)
    page = page_of_the_moment(asked.world, here)
    if isinstance(page, pages.Number):
        return Answer(429, replace(page, problems=(Problem(refusals.ASKED_TOO_OFTEN),)))
    return go_home()


def pause(asked: Asked, here: Visit) -> Answer:
    """This is too much: one tap, and everything stops."""
    commands.pause(asked.world, here)
    return go_home()


def resume(asked: Asked, here: Visit) -> Answer:
    """Pressed by mistake: only for who knows the number."""
    if here.session.kind is not SessionKind.NUMBER:
        return refused(asked, Reason.NUMBER_NEEDED)
    commands.resume(asked.world, here)
    return go_home()


def sign_out(asked: Asked, here: Visit) -> Answer:
    """End this browser's session and make it forget."""
    commands.sign_out(asked.world, here)
    return go_home(Notice.SIGNED_OUT, clear_ticket())


def answer(asked: Asked, here: Visit) -> Answer:
    """Save the answers, all in one go."""
    page = page_of_the_moment(asked.world, here)
    questions = page.questions if isinstance(page, pages.Survey) else QUESTIONS
    given = {question.id: asked.form.text(question.id) for question in questions}
    texts = commands.answer(asked.world, here, given)
    if not texts:
        return go_home()
    if isinstance(page, pages.Survey):
        page = replace(page, given=given)
    return _again(page, *(Problem(text) for text in texts))


def refused(asked: Asked, reason: str, words: str = "") -> Answer:
    """Nothing was done: the page of the moment says why; what was written stays in sight."""
    page = page_of_the_moment(asked.world, asked.look_again())
    if words and isinstance(page, Write):
        texts = tuple(asked.form.texts("text")) or (words,)
        photos = photos_from(asked.form.texts("photo"), asked.form.texts("alt"))
        return Answer(403, replace(page, texts=texts, photos=photos), refused=reason)
    return Answer(403, replace(page, kept_words=words), refused=reason)


def _again(page: pages.Page, *problems: Problem) -> Answer:
    return Answer(422, replace(page, problems=problems))
