"""Deliberate bugs in threads and in words that a guest has prepared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from takeover.apply import publishing, sending
from takeover.apply.publishing import Publication
from takeover.commands import posting, preparing
from takeover.gate import Reason, Verdict
from takeover.model.due import Nothing
from tests.simulation.bugs import Bug, effect, patched, timeline


def _goes_on_regardless(self: Any, parts: Any) -> Any:
    """The next part goes out whatever became of this one."""
    last = publishing.Published(Publication.UNFINISHED)
    for part in parts:
        last = self._publish(part, last.post_id or part.answers)
    return last


def _names_anew(self: Any, post: Any, reply_to: str) -> Any:
    """Each try is an attempt of its own."""
    tries = sum(step.startswith(post.step) for step in self.turn.steps)
    return _really_published(self, replace(post, attempt=f"{post.attempt}{tries}"), reply_to)


_really_published = publishing.Publishing._publish


def _sends_all(taking: Any) -> bool:
    """All that is kept goes out with the first."""
    turn, world = taking.sight.turn, taking.world
    for draft in world.ledger.drafts(turn.id):
        world.ledger.keep_draft(replace(draft, send_at=draft.send_at or taking.now))
    return sending.send(taking)


WORDS: dict[str, Bug] = {
    "prepared words go out without the gate":
        patched(sending, "gate_of", lambda *_: Verdict(Reason.OPEN)),
    "prepared words that were taken back are sent":
        patched(preparing, "do_not_send", lambda *_: True),
    "prepared words are never sent": timeline(send={"due": Nothing()}),
    "prepared words go out however late": timeline(send={"late": Nothing()}),
    "with the first prepared words all others go out": effect("send", _sends_all),
    "words go out without the team's yes": patched(posting, "review_of", lambda _: None),
    "nobody is told that words wait for a yes": timeline(yes_wanted={"due": Nothing()}),
    "a thread goes on after a part that is not out":
        patched(publishing.Publishing, "go_on", _goes_on_regardless),
    "going on with a thread begins it anew":
        patched(publishing.Publishing, "_publish", _names_anew),
}  # fmt: skip
