"""Taking steps: the only place, with `commands`, that has effects."""

from takeover.apply.mail_events import take_mail_event
from takeover.apply.run import NAMES_NOBODY, Outcome, Result, Run, take_all, take_turn

__all__ = ["NAMES_NOBODY", "Outcome", "Result", "Run", "take_all", "take_mail_event", "take_turn"]
