"""Look at it, post it, take it down: the acts that reach X, through the gate each time."""

from __future__ import annotations

from dataclasses import replace

from desk.acts import refused
from desk.answers import Answer, go_home
from desk.asked import Asked
from desk.moment import bar, write_page
from takeover import commands
from takeover.commands import Publication, Published, Visit
from takeover.gate import Verdict
from takeover.model.turn import SessionKind
from takeover.wording import dates, refusals
from takeover.wording import page_data as pages
from takeover.wording.length import links, post_problems, tidy
from takeover.wording.page_data import Notice, Problem


def preview(asked: Asked, here: Visit) -> Answer:
    """Show exactly what will be published, before it is."""
    words = asked.form.text("text")
    if not here.verdict.may_post:
        return refused(asked, here.verdict.reason, words)
    if asked.form.ticked("change"):
        return Answer(200, write_page(asked.world, here, words))
    problems = post_problems(tidy(words))
    if problems:
        return _write_again(asked, here, words, problems)
    return Answer(200, _preview(asked, here, tidy(words), commands.new_attempt()))


def post(asked: Asked, here: Visit) -> Answer:
    """Publish, once: 303 only if it was posted; 403 with the gate's own reason if it refused."""
    words, attempt = asked.form.text("text"), asked.form.text("attempt")
    published = commands.publish(asked.world, here, attempt, words)
    match published.outcome:
        case Publication.POSTED if here.session.kind is SessionKind.PROBE:
            # What revocation must never see: it asks for 2xx, and raises the alarm.
            return Answer(200, pages.SignedOut())
        case Publication.POSTED | Publication.ALREADY:
            return go_home(Notice.POSTED)
        case Publication.REFUSED_BY_GATE:
            return refused(asked, _reason(published.verdict), words)
        case Publication.UNSURE:
            return Answer(409, pages.Unsure(), refused=Publication.UNSURE)
        case Publication.NOT_THESE_WORDS:
            return _write_again(asked, here, words, published.problems or post_problems(words))
        case Publication.REFUSED_BY_X:
            return _write_again(asked, here, words, [refusals.SAME_WORDS], 409)
        case _:
            problem = Problem(_not_taken(asked, published))
            page = replace(_preview(asked, here, tidy(words), attempt), problems=(problem,))
            return Answer(409, page, refused=published.outcome)


def take_down(asked: Asked, here: Visit) -> Answer:
    """Take one of the guest's own posts down."""
    done = commands.take_down(asked.world, here, asked.form.text("attempt"))
    match done.outcome:
        case Publication.POSTED:
            return go_home(Notice.TAKEN_DOWN)
        case Publication.REFUSED_BY_GATE:
            return refused(asked, _reason(done.verdict))
        case Publication.NOT_THESE_WORDS:
            return go_home()
        case Publication.UNSURE:
            problem = Problem(refusals.TAKE_DOWN_UNSURE)
        case _:
            problem = Problem(refusals.TAKE_DOWN_REFUSED)
    page = replace(write_page(asked.world, here), problems=(problem,))
    return Answer(409, page, refused=done.outcome)


def _preview(asked: Asked, here: Visit, words: str, attempt: str) -> pages.Preview:
    found = tuple(links(words))
    return pages.Preview(bar=bar(asked.world, here), text=words, attempt=attempt, links=found)


def _write_again(
    asked: Asked, here: Visit, words: str, texts: list[str] | tuple[str, ...], status: int = 422
) -> Answer:
    problems = tuple(Problem(text, "text") for text in texts)
    problems = problems or (Problem(refusals.LOOK_ONCE_MORE, "text"),)
    return Answer(status, replace(write_page(asked.world, here, words), problems=problems))


def _not_taken(asked: Asked, published: Published) -> str:
    settings = asked.world.settings
    until = dates.moment(published.retry_at, settings.zone) if published.retry_at else ""
    name = settings.coordinator.first_name
    return refusals.not_taken_by_x(published.outcome, from_name=name, until=until)


def _reason(verdict: Verdict | None) -> str:
    return verdict.reason if verdict else ""
