"""Look at it, post it, carry on: the acts that put words on X, through the gate each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desk.acts import refused
from desk.answers import Answer, go_home
from desk.asked import Asked
from desk.writing import bar, look, write_again, written
from desk.writing import preview as preview_page
from takeover import commands
from takeover.commands import OwnPost, Publication, Published, Visit, preparing
from takeover.gate import Verdict
from takeover.model.turn import SessionKind
from takeover.wording import dates, refusals
from takeover.wording.page_data import Notice, Problem, SignedOut
from takeover.wording.write_pages import HalfWay, Unsure, how_far

STOPS_HALF_WAY = {Publication.UNSURE, Publication.UNFINISHED}
REST_MUST_CHANGE = {Publication.REFUSED_BY_X, Publication.TARGET_GONE, Publication.NOT_SUMMONED}


def preview(asked: Asked, here: Visit) -> Answer:
    """Show exactly what will be published, before it is; or change the boxes."""
    if not here.verdict.may_post:
        return refused(asked, here.verdict.reason, asked.kept_words)
    return look(asked, here, practice=False)


def post(asked: Asked, here: Visit) -> Answer:
    """Publish, once: 303 only if it was posted; 403 with the gate's own reason if it refused."""
    words, attempt = written(asked), asked.form.text("attempt")
    texts = words.filled
    send = preparing.send_now if words.kept and words.kept == attempt else commands.publish
    published = send(asked.world, here, attempt, *texts, photos=words.photos)
    match published.outcome:
        case Publication.POSTED if here.session.kind is SessionKind.PROBE:
            # What revocation must never see: it asks for 2xx, and raises the alarm.
            return Answer(200, SignedOut())
        case Publication.POSTED | Publication.ALREADY:
            return go_home(Notice.POSTED)
        case Publication.WAITING:
            return go_home(Notice.WAITING)
        case Publication.REFUSED_BY_GATE:
            return _refused_by_gate(asked, published, texts)
        case Publication.NOT_THESE_WORDS:
            return Answer(422, write_again(asked.world, here, words, published.problems))
    if published.out or (len(texts) > 1 and published.outcome in STOPS_HALF_WAY):
        return _half_way(asked, here, published, attempt, texts)
    match published.outcome:
        case Publication.UNSURE:
            return Answer(409, Unsure(), refused=Publication.UNSURE)
        case Publication.REFUSED_BY_X:
            said = refusals.SAME_WORDS_OR_PHOTO if words.photos else refusals.SAME_WORDS
            return Answer(409, write_again(asked.world, here, words, [said]))
        case Publication.PHOTO_GONE:
            again = write_again(asked.world, here, replace(words, photos=()), [refusals.PHOTO_GONE])
            return Answer(409, again, refused=Publication.PHOTO_GONE)
    problem = Problem(not_taken(asked, published))
    page = preview_page(asked.world, here, replace(words, texts=texts), attempt, practice=False)
    return Answer(409, replace(page, problems=(problem,)), refused=published.outcome)


def carry_on(asked: Asked, here: Visit) -> Answer:
    """Go on with a thread that stopped half way."""
    attempt = asked.form.text("attempt")
    published = commands.carry_on(asked.world, here, attempt)
    thread = _thread(asked, here, attempt)
    texts = [post.text for post in thread]
    match published.outcome:
        case Publication.POSTED | Publication.ALREADY:
            return go_home(Notice.POSTED)
        case Publication.REFUSED_BY_GATE:
            return _refused_by_gate(asked, published, texts)
        case Publication.NOT_THESE_WORDS:
            return go_home()
    return _half_way(asked, here, published, attempt, texts)


def _thread(asked: Asked, here: Visit, attempt: str) -> list[OwnPost]:
    posts = commands.own_posts(asked.world, here)
    return [one for one in posts if one.attempt.partition("-")[0] == attempt]


def _refused_by_gate(asked: Asked, published: Published, texts: Sequence[str]) -> Answer:
    """Nothing goes out any more: what is not out is shown, and how much is."""
    rest = "\n\n".join(texts[published.out :])
    answer = refused(asked, _reason(published.verdict), rest)
    if published.out and answer.page:
        problem = Problem(how_far(published.out, len(texts)))
        return replace(answer, page=replace(answer.page, problems=(problem,)))
    return answer


def _half_way(
    asked: Asked, here: Visit, published: Published, attempt: str, texts: Sequence[str]
) -> Answer:
    from_name, until = asked.world.settings.coordinator.first_name, _until(asked, published)
    page = HalfWay(
        bar=bar(asked.world, here),
        attempt=attempt,
        out=published.out,
        parts=len(texts),
        rest=tuple(texts[published.out :]),
        why=refusals.half_way(published.outcome, from_name=from_name, until=until),
        may_carry_on=published.outcome not in REST_MUST_CHANGE,
    )
    return Answer(409, page, refused=published.outcome)


def not_taken(asked: Asked, published: Published) -> str:
    """Say why X takes nothing just now."""
    name = asked.world.settings.coordinator.first_name
    return refusals.not_taken_by_x(
        published.outcome, from_name=name, until=_until(asked, published)
    )


def _until(asked: Asked, published: Published) -> str:
    zone = asked.world.settings.zone
    return dates.moment(published.retry_at, zone) if published.retry_at else ""


def _reason(verdict: Verdict | None) -> str:
    return verdict.reason if verdict else ""
