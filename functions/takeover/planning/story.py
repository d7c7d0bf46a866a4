"""The story of one turn, as its record tells it: what happened, when, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from takeover.model.credentials import SIGNED_OUT
from takeover.model.review import NO_PREFIX, YES_PREFIX
from takeover.model.spoken import SHOWN, USED
from takeover.model.steps import Step, To
from takeover.model.team import COORDINATOR, DEPUTY
from takeover.model.turn import DOWN_PREFIX, POST_PREFIX, Fact, State, StepRecord, Turn
from takeover.timeline import BY_NAME
from takeover.wording import story as texts
from takeover.wording.words import counted, sentence

SAID_BY_FACTS = frozenset({State.SEEN, State.ABSORBED})
"""What waits, or was said in a later mail, did not happen."""
OF_THE_LEDGER = {
    "proof": texts.PROOF,
    "drop_photos": texts.PHOTOS_DELETED,
    "forget": texts.FORGOTTEN,
}


@dataclass(frozen=True)
class Line:
    """One thing that happened."""

    at: datetime
    words: str


@dataclass(frozen=True)
class Names:
    """What people are called in a story; the guest without a row is "the guest"."""

    guest: str = "The guest"
    coordinator: str = ""
    duty: str = ""
    deputy: str = ""


def content(step: Step) -> str:
    """Say what a mail or a post is about."""
    return texts.CONTENT.get(step.template, step.why)


def story(turn: Turn, names: Names) -> tuple[Line, ...]:
    """All that happened in a turn, oldest first; what happened often, at the latest time."""
    lines = [*_facts(turn, names), *_steps(turn, names), *_posts(turn, names)]
    lines += [*_devices(turn, names), *_taken_down(turn, names), *_answered(turn, names)]
    return tuple(sorted(lines, key=lambda line: line.at))


def _taken_down(turn: Turn, names: Names) -> Iterator[Line]:
    people = {COORDINATOR: names.coordinator, DEPUTY: names.deputy, "": names.guest}
    down = [record for key, record in turn.steps.items() if key.startswith(DOWN_PREFIX)]
    for who, name in people.items():
        times = [record.at for record in down if record.proof == who]
        if times:
            posts = counted(len(times), "post")
            yield Line(max(times), texts.TOOK_DOWN.format(who=name or "Our team", posts=posts))


def _answered(turn: Turn, names: Names) -> Iterator[Line]:
    """What the team said to posts that waited for a yes."""
    people = {COORDINATOR: names.coordinator, DEPUTY: names.deputy}
    for prefix, words in ((YES_PREFIX, texts.SAID_YES), (NO_PREFIX, texts.SAID_NO)):
        said = [record for key, record in turn.steps.items() if key.startswith(prefix)]
        for who, name in people.items():
            times = [record.at for record in said if record.proof == who]
            if times:
                posts = counted(len(times), "post")
                yield Line(max(times), words.format(who=name or "Our team", posts=posts))


def _devices(turn: Turn, names: Names) -> Iterator[Line]:
    people = {COORDINATOR: names.coordinator, DEPUTY: names.deputy}
    for key, record in turn.steps.items():
        if key.startswith(SHOWN):
            who = people.get(record.proof, "Our team")
            yield Line(record.at, texts.NUMBER_SHOWN.format(who=who))
        elif key.startswith(USED):
            yield Line(record.at, texts.NUMBER_TYPED.format(name=names.guest))
        elif key.startswith(SIGNED_OUT):
            yield Line(record.at, texts.SIGNED_OUT.format(name=names.guest))


def _facts(turn: Turn, names: Names) -> Iterator[Line]:
    for fact, at in turn.facts.items():
        words = texts.FACTS.get(fact, "")
        if fact is Fact.CLOSED:
            words = texts.ENDINGS.get(turn.how, texts.CLOSED) if turn.how else texts.CLOSED
        if words:
            yield Line(at, words.format(name=names.guest))


def _steps(turn: Turn, names: Names) -> Iterator[Line]:
    for key, record in turn.steps.items():
        step = BY_NAME.get(key.partition(".")[0])
        if step is None or record.state in SAID_BY_FACTS:
            continue
        if words := _of_step(step, record, names):
            yield Line(record.at, words)


def _of_step(step: Step, record: StepRecord, names: Names) -> str:
    sure = record.state is State.DONE
    match step.to:
        case To.LEDGER:
            return OF_THE_LEDGER.get(step.name, "")
        case To.ACCOUNT:
            words = texts.POSTED_OURS if sure else texts.UNSURE_POST
            return words.format(content=content(step))
        case _ if step.template == "not_ready" and not record.owner:
            return texts.ALL_READY  # marked without a mail
        case _:
            words = texts.WROTE if sure else texts.UNSURE
            said = words.format(reader=_reader(step, names), content=content(step))
            return sentence(said.removesuffix(".")) if said.endswith("?.") else said


def _reader(step: Step, names: Names) -> str:
    if step.to is To.GUEST:
        return names.guest if names.guest != Names.guest else "the guest"
    both = step.to is To.COORDINATOR_AND_DUTY and names.duty != names.coordinator
    return f"{names.coordinator} and {names.duty}" if both and names.duty else names.coordinator


def _posts(turn: Turn, names: Names) -> Iterator[Line]:
    posted = sorted(
        record.at
        for key, record in turn.steps.items()
        if key.startswith(POST_PREFIX) and record.state is State.DONE
    )
    if posted:
        yield Line(posted[0], texts.POSTED_FIRST.format(name=names.guest))
    if len(posted) > 1:
        last = texts.POSTED_LAST.format(name=names.guest, count=len(posted))
        yield Line(posted[-1], last)
