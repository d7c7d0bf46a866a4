"""Taking steps: the only place, with `commands`, that has effects."""

from takeover.apply.run import Outcome, Result, Run, take_all, take_turn

__all__ = ["Outcome", "Result", "Run", "take_all", "take_turn"]
