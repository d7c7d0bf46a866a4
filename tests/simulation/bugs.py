"""Deliberate bugs, one at a time, in the real modules: `mutants.py` asks whether each is caught.

Each is a context in which the product is wrong in one way. None of them touches the simulator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, cast
from unittest.mock import patch

from takeover import gate
from takeover.apply import effects, posts, sending
from takeover.commands import posting
from takeover.gate import Reason, Verdict
from takeover.planning.tuning import MailRules, Tuned

planning = import_module("takeover.planning.plan")  # these two packages have functions
visiting = import_module("takeover.commands.visit")  # of the same names
type Bug = Callable[[], AbstractContextManager[object]]


def patched(where: Any, name: str, new: Any) -> Bug:
    """This name means something else."""
    return lambda: patch.object(where, name, new)


def effect(name: str, new: Any) -> Bug:
    """This step does something else."""
    return lambda: patch.dict(cast("dict[str, Any]", effects.EFFECTS), {name: new})


def timeline(rules: MailRules | None = None, **changes: Mapping[str, Any]) -> Bug:
    """Some rows of the timeline, or the mail rules, are wrong."""
    usual = Tuned()
    wrong = Tuned(
        tuple(replace(step, **changes.get(step.name, {})) for step in usual.timeline),
        tuple(replace(step, **changes.get(step.name, {})) for step in usual.housekeeping),
        rules or usual.rules,
    )

    def tuned_wrongly(_: Mapping[str, Any]) -> Tuned:
        return wrong

    return patched(planning, "tuned", tuned_wrongly)


def everywhere(name: str, new: Any, *modules: Any) -> Bug:
    """This name means something else in all of these modules."""

    @contextmanager
    def bug() -> Iterator[None]:
        with ExitStack() as stack:
            for module in modules:
                stack.enter_context(patch.object(module, name, new))
            yield

    return bug


# --- the gate


def letting(*reasons: Reason) -> Bug:
    """The gate takes these refusals for a yes."""
    really, account = gate.may_act, gate.account_is_with

    def may_act(*asked: Any) -> Verdict:
        verdict = really(*asked)
        return Verdict(Reason.OPEN) if verdict.reason in reasons else verdict

    def account_is_with(*asked: Any) -> Verdict:
        verdict = account(*asked)
        return Verdict(Reason.OPEN) if verdict.reason in reasons else verdict

    @contextmanager
    def bug() -> Iterator[None]:
        with (
            patch.object(gate, "account_is_with", account_is_with),
            patch.object(posts, "account_is_with", account_is_with),
            patch.object(sending, "account_is_with", account_is_with),
            patch.object(visiting, "may_act", may_act),
            patch.object(posting, "may_act", may_act),
        ):
            yield

    return bug


def sessions_for_ever() -> Bug:
    """The gate leaves it to TTL to remove sessions."""
    really = gate.may_act

    def may_act(now: datetime, holder: Any, session: Any, row: Any) -> Verdict:
        if session is not None:
            session = replace(session, ended_at=None, ends_at=now + timedelta(days=1))
        return really(now, holder, session, row)

    return everywhere("may_act", may_act, visiting, posting)


def asks_only_once(_: Any, here: Any) -> Verdict:
    """The gate is not asked again before X."""
    verdict: Verdict = here.verdict
    return verdict
