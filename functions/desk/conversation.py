"""Who wrote to us: to read, to answer, to hide, and to tell the team of.

X is read only when somebody opens the page; nothing of it is kept. Answers go the way of all
posts: shown first, exactly as people will see them, then published once, through the gate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from desk import posting
from desk.acts import refused
from desk.answers import Answer, go_home
from desk.asked import Asked, usable
from desk.talking import at_account, box, look, other, talk
from desk.while_open import while_open
from desk.writing import bar
from takeover import commands
from takeover.commands import Publication, Published, Visit
from takeover.commands.conversation import POST_ID, Told
from takeover.commands.reviewing import review_of
from takeover.gate import Reason
from takeover.model.report import About, Report
from takeover.model.turn import SessionKind
from takeover.wording import conversation_pages as pages
from takeover.wording import refusals
from takeover.wording.length import post_problems, tidy, with_spaces
from takeover.wording.page_data import Notice, Page, Problem, Unsure
from takeover.wording.ready_answers import HELP, READY

TALK = "/talk"
type Act = Callable[[Asked, Visit], Answer]


def _page(asked: Asked, here: Visit) -> Answer:
    return Answer(200, talk(asked, here, before=asked.query.get("before", "")))


def _answer_page(asked: Asked, here: Visit) -> Answer:
    post = asked.query.get("to", "")
    return Answer(200, box(asked, here, post)) if POST_ID.fullmatch(post) else gotalk()


def _hide_page(asked: Asked, here: Visit) -> Answer:
    post = asked.query.get("post", "")
    if not POST_ID.fullmatch(post):
        return gotalk()
    return Answer(200, pages.ConfirmHide(bar=bar(asked.world, here), post=post,
                                         other=other(asked, here, post)))  # fmt: skip


def answer(asked: Asked, here: Visit) -> Answer:
    """The box, with a prepared answer or the words to be changed in it; or how they will look."""
    form = asked.form
    post, words, ready = form.text("to"), form.text("text"), form.text("ready")
    if (no := _no(asked, here, words)) is not None:
        return no
    if not POST_ID.fullmatch(post):
        return _with_words(talk(asked, here), words, 422)
    helps = form.ticked("help")
    if ready in READY:
        text = commands.ready_answers(asked.world)[ready]
        page = box(asked, here, post, text, help_message=ready == HELP)
        return Answer(200, page if tidy(words) in {"", tidy(text)} else _keeping(page, words))
    if form.ticked("change"):
        return Answer(200, box(asked, here, post, words, help_message=helps))
    words = tidy(words)
    if problems := post_problems(words):
        return _again(asked, here, problems)
    if space := form.text("space"):
        words = with_spaces(words, space)
    return Answer(200, look(asked, here, words, commands.new_attempt()))


def post(asked: Asked, here: Visit) -> Answer:
    """Publish an answer, once; with the help message the team is told, first."""
    form = asked.form
    to, words, attempt = form.text("to"), form.text("text"), form.text("attempt")
    if (no := _no(asked, here, words)) is not None:
        return no
    if not POST_ID.fullmatch(to):
        return _with_words(talk(asked, here), words, 422)
    if form.ticked("help"):
        commands.tell_team(asked.world, here, Report(About.DANGER, to))
    ours = form.ticked("help") and _is_help_message(asked, here, words)
    done = commands.publish(asked.world, here, attempt, words, answers=to, ours=ours)
    return _published(asked, here, done)


def _is_help_message(asked: Asked, here: Visit, words: str) -> bool:
    """Are these our own words for somebody in danger? They do not wait until somebody looks."""
    if review_of(here) is None:
        return False  # then nothing waits, and nothing has to be read
    return tidy(words) == tidy(commands.ready_answers(asked.world)[HELP])


def hide(asked: Asked, here: Visit) -> Answer:
    """Hide somebody's answer to us."""
    if (no := _no(asked, here)) is not None:
        return no
    done = commands.hide(asked.world, here, asked.form.text("post"))
    match done.outcome:
        case Publication.POSTED:
            return gotalk(Notice.HIDDEN)
        case Publication.REFUSED_BY_GATE:
            return refused(asked, _reason(done))
        case Publication.NOT_THESE_WORDS:
            return gotalk()
        case Publication.REFUSED_BY_X:
            problem = pages.HIDE_REFUSED
        case _:
            problem = pages.HIDE_LATER
    page = replace(talk(asked, here), problems=(Problem(problem),))
    return Answer(409, page, refused=done.outcome)


def tell(asked: Asked, here: Visit) -> Answer:
    """Tell the team of a post: somebody may be in danger, or guesses who the guest is.

    In a pause as well: it says nothing on X, and the page may have been open since before.
    """
    number = usable(here) and here.session.kind is SessionKind.NUMBER
    paused = number and here.verdict.reason is Reason.PAUSED
    if not paused and (no := _no(asked, here)) is not None:
        return no
    about = About.GUESSING if asked.form.text("about") == About.GUESSING else About.DANGER
    match commands.tell_team(asked.world, here, Report(about, asked.form.text("post"))):
        case Told.TOLD:
            return go_home(Notice.TOLD_US) if paused else gotalk(Notice.TOLD_US)
        case Told.TOO_OFTEN:
            page = replace(talk(asked, here), problems=(Problem(pages.TOLD_OFTEN),))
            return Answer(429, page, refused=Told.TOO_OFTEN)
        case _:
            return gotalk()


def gotalk(notice: Notice | None = None) -> Answer:
    """After a POST, back to who wrote."""
    return Answer(303, location=f"{TALK}?said={notice}" if notice else TALK)


PAGES: Mapping[str, Callable[[Asked], Answer]] = {
    TALK: while_open(_page),
    f"{TALK}/answer": while_open(_answer_page),
    f"{TALK}/hide": while_open(_hide_page),
}
ACTS: Mapping[str, Act] = {
    f"{TALK}/answer": answer,
    f"{TALK}/post": post,
    f"{TALK}/hide": hide,
    f"{TALK}/tell": tell,
}
"""All of them ask the gate."""


def _no(asked: Asked, here: Visit, words: str = "") -> Answer | None:
    """What the gate answers if it lets nobody through; the probe is never let in here."""
    if here.verdict.may_post and usable(here):
        return None
    reason = here.verdict.reason if not here.verdict.may_post else Reason.SIGNED_OUT
    return refused(asked, reason, words)


def _published(asked: Asked, here: Visit, done: Published) -> Answer:
    words = asked.form.text("text")
    match done.outcome:
        case Publication.POSTED | Publication.ALREADY:
            return gotalk(Notice.POSTED)
        case Publication.WAITING:
            return go_home(Notice.WAITING)
        case Publication.REFUSED_BY_GATE:
            return refused(asked, _reason(done), words)
        case Publication.UNSURE:
            return Answer(409, Unsure(), refused=done.outcome)
        case Publication.NOT_THESE_WORDS:
            problems = done.problems or post_problems(tidy(words)) or [refusals.LOOK_ONCE_MORE]
            return _again(asked, here, problems)
        case Publication.REFUSED_BY_X:
            return _again(asked, here, [refusals.SAME_WORDS], 409)
        case Publication.NOT_SUMMONED | Publication.TARGET_GONE as outcome:
            said = {Publication.NOT_SUMMONED: pages.NOT_SUMMONED}.get(outcome, pages.TARGET_GONE)
            why = said.format(at_account=at_account(asked.world))
            return _again(asked, here, [why], 409, refused_because=outcome)
    page = look(asked, here, tidy(words), asked.form.text("attempt"))
    problem = Problem(posting.not_taken(asked, done))
    return Answer(409, replace(page, problems=(problem,)), refused=done.outcome)


def _again(
    asked: Asked,
    here: Visit,
    problems: Sequence[str],
    status: int = 422,
    refused_because: str = "",
) -> Answer:
    """The box once more, with the words in it and what is wrong."""
    form = asked.form
    page = box(
        asked, here, form.text("to"), form.text("text"), help_message=form.ticked("help")
    )  # fmt: skip
    found = tuple(Problem(text, "text") for text in problems)
    page = replace(page, problems=found, to_post_instead=bool(refused_because))
    return Answer(status, page, refused=refused_because)


def _keeping[OfPage: Page](page: OfPage, words: str) -> OfPage:
    return replace(page, kept_words=words)


def _with_words(page: Page, words: str, status: int) -> Answer:
    return Answer(status, _keeping(page, words))


def _reason(done: Published) -> str:
    return done.verdict.reason if done.verdict else ""
