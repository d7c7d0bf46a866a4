"""How turns, holder, sessions, posts and answers are written down in the ledger.

Under `about` = account: `turn#2026-12-04#1`, `~holder`, `~live`, `~told`, `~weekly`, `~away`; the
tilde sorts last, so that one query from a turn onwards brings all of it. Under `about` = a turn's
id: `session#{digest}`, `post#{attempt}`, `draft#{attempt}`, `answer`. Instants are ISO text in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from urllib.parse import unquote

from takeover.adapters.attribute_values import Item
from takeover.model.calendar import Window, iso, parse_instant
from takeover.model.review import Ask
from takeover.model.turn import (
    Answer,
    Ending,
    Fact,
    Holder,
    Session,
    SessionKind,
    State,
    StepRecord,
    Turn,
)
from takeover.model.wish import Want, Wish

ABOUT, ENTRY = "about", "entry"
TURN, SESSION, POST, DRAFT, ANSWER = "turn#", "session#", "post#", "draft#", "answer"
HOLDER, LIVE, TOLD, WEEKLY = "~holder", "~live", "~told", "~weekly"
AWAY = "~away"
BY_US = "paused_by_us"
STEP, SEEN, WISH, SEND, ASK = "step:", "seen:", "wish:", "send:", "ask:"
# Disposal only: what has to end, ends by its own instants.
KEEP_SESSIONS = timedelta(days=30)


def fact_name(fact: Fact) -> str:
    """The attribute that holds when a fact happened."""
    return f"{fact.value}_at"


def step_name(step: str, prefix: str = STEP) -> str:
    """The attribute that holds a step; brackets would be read as positions in a list."""
    return prefix + step.replace("%", "%25").replace("[", "%5B").replace("]", "%5D")


def step_item(record: StepRecord) -> Item:
    """A step as a map."""
    return {
        "state": record.state.value,
        "at": iso(record.at),
        "owner": record.owner,
        "proof": record.proof,
    }


def wish_item(wish: Wish) -> Item:
    """What the team wants of a mail, as a map."""
    return {"want": wish.want.value, "at": iso(wish.at)}


def read_steps(item: Mapping[str, object] | None) -> dict[str, StepRecord]:
    """All steps of a record: what was seen and, before that, what was done about it."""
    steps: dict[str, StepRecord] = {}
    for name, value in sorted((item or {}).items()):
        if name.startswith(SEEN):
            seen = StepRecord(State.SEEN, parse_instant(str(value)))
            steps.setdefault(unquote(name.removeprefix(SEEN)), seen)
        elif name.startswith(STEP) and isinstance(value, Mapping):
            steps[unquote(name.removeprefix(STEP))] = StepRecord(
                State(value["state"]), parse_instant(value["at"]), value["owner"], value["proof"]
            )
    return steps


def turn_item(account: str, turn: Turn) -> Item:
    """A turn as its record."""
    item: Item = {
        ABOUT: account,
        ENTRY: TURN + turn.id,
        "weekend": turn.weekend.isoformat(),
        "number": turn.number,
        "salt": turn.salt,
        "guest_hmac": turn.guest_hmac,
        "rehearsal": turn.rehearsal,
        "generation": turn.generation,
        "mails": turn.mails,
        "pauses": turn.pauses,
        "our_pauses": turn.our_pauses,
        "answers": turn.answers,
        "number_asks": turn.number_asks,
        "declines": turn.declines,
        "suspensions": turn.suspensions,
        "wrong_numbers": turn.wrong_numbers,
        "terms": turn.terms,
        "calendar": turn.calendar,
        "sequence": turn.sequence,
        "moves": turn.moves,
    }
    item |= window_item(turn.window)
    item |= {fact_name(fact): iso(at) for fact, at in turn.facts.items()}
    item |= {step_name(step): step_item(record) for step, record in turn.steps.items()}
    item |= {step_name(step, WISH): wish_item(wish) for step, wish in turn.wishes.items()}
    item |= {SEND + attempt: iso(at) for attempt, at in turn.sends.items()}
    item |= {ASK + attempt: ask_item(ask) for attempt, ask in turn.asks.items()}
    if turn.how is not None:
        item["how"] = turn.how.name
    if turn.last_mail_at is not None:
        item["last_mail_at"] = iso(turn.last_mail_at)
    return item


def read_turn(item: Item) -> Turn:
    """Read a turn's record; attributes that a later version may have added are left alone."""
    return Turn(
        weekend=date.fromisoformat(item["weekend"]),
        number=item["number"],
        salt=item["salt"],
        guest_hmac=item["guest_hmac"],
        window=_window(item),
        rehearsal=item["rehearsal"],
        generation=item["generation"],
        facts={
            fact: parse_instant(item[fact_name(fact)]) for fact in Fact if fact_name(fact) in item
        },
        steps=read_steps(item),
        how=Ending[item["how"]] if "how" in item else None,
        mails=item.get("mails", 0),
        last_mail_at=_instant(item, "last_mail_at"),
        pauses=item.get("pauses", 0),
        our_pauses=item.get("our_pauses", 0),
        answers=item.get("answers", 0),
        number_asks=item.get("number_asks", 0),
        declines=item.get("declines", 0),
        suspensions=item.get("suspensions", 0),
        wrong_numbers=item.get("wrong_numbers", 0),
        terms=item.get("terms", ""),
        calendar=item.get("calendar", ""),
        sequence=item.get("sequence", 0),
        moves=item.get("moves", 0),
        wishes={
            unquote(name.removeprefix(WISH)): Wish(Want(value["want"]), parse_instant(value["at"]))
            for name, value in item.items()
            if name.startswith(WISH)
        },
        sends={
            name.removeprefix(SEND): parse_instant(value)
            for name, value in item.items()
            if name.startswith(SEND)
        },
        asks={
            name.removeprefix(ASK): read_ask(value)
            for name, value in item.items()
            if name.startswith(ASK)
        },
    )


def holder_item(account: str, holder: Holder) -> Item:
    """The holder's record."""
    item: Item = {
        ABOUT: account,
        ENTRY: HOLDER,
        "turn": holder.turn,
        "salt": holder.salt,
        "guest_hmac": holder.guest_hmac,
    }
    item |= window_item(holder.window)
    if holder.paused_at is not None:
        item["paused_at"] = iso(holder.paused_at)
    if holder.paused_by_us:
        item[BY_US] = True
    return item


def read_holder(item: Item) -> Holder:
    """Read the holder's record."""
    return Holder(
        turn=item["turn"],
        salt=item["salt"],
        guest_hmac=item["guest_hmac"],
        window=_window(item),
        paused_at=_instant(item, "paused_at"),
        paused_by_us=item.get(BY_US, False),
    )


def session_item(session: Session) -> Item:
    """A session's record."""
    item: Item = {
        ABOUT: session.turn,
        ENTRY: SESSION + session.digest,
        "kind": session.kind.value,
        "generation": session.generation,
        "created_at": iso(session.created_at),
        "ends_at": iso(session.ends_at),
        "expires_at": int((session.ends_at + KEEP_SESSIONS).timestamp()),
    }
    if session.ended_at is not None:
        item["ended_at"] = iso(session.ended_at)
    return item


def read_session(item: Item) -> Session:
    """Read a session's record."""
    return Session(
        turn=item[ABOUT],
        digest=item[ENTRY].removeprefix(SESSION),
        kind=SessionKind(item["kind"]),
        generation=item["generation"],
        created_at=parse_instant(item["created_at"]),
        ends_at=parse_instant(item["ends_at"]),
        ended_at=_instant(item, "ended_at"),
    )


def ask_item(ask: Ask) -> Item:
    """What words wait for, as a map."""
    item: Item = {"asked_at": iso(ask.asked_at), "until": iso(ask.until)}
    return item if ask.look_by is None else item | {"look_by": iso(ask.look_by)}


def read_ask(item: Item) -> Ask:
    """Read what words wait for."""
    return Ask(
        parse_instant(item["asked_at"]), parse_instant(item["until"]), _instant(item, "look_by")
    )


def answer_item(answer: Answer) -> Item:
    """The record of the survey's answer."""
    return {
        ABOUT: answer.turn,
        ENTRY: ANSWER,
        "saved_at": iso(answer.saved_at),
        "choices": dict(answer.choices),
        "wants_contact": answer.wants_contact,
        "quote_as": answer.quote_as,
    }


def read_answer(item: Item) -> Answer:
    """Read the record of the survey's answer."""
    saved_at = parse_instant(item["saved_at"])
    quote_as = item.get("quote_as", "")
    return Answer(item[ABOUT], saved_at, item["choices"], item["wants_contact"], quote_as)


def window_item(window: Window) -> Item:
    """A window as two attributes."""
    return {"starts_at": iso(window.starts_at), "ends_at": iso(window.ends_at)}


def _window(item: Item) -> Window:
    return Window(parse_instant(item["starts_at"]), parse_instant(item["ends_at"]))


def _instant(item: Item, name: str) -> datetime | None:
    return parse_instant(item[name]) if name in item else None
