"""Taking steps: the only place, with `commands`, that has effects."""

from takeover.apply.run import NAMES_NOBODY, Outcome, Result, Run, take_all, take_turn

__all__ = ["NAMES_NOBODY", "Outcome", "Result", "Run", "take_all", "take_turn"]
