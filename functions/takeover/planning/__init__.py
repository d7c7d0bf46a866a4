"""Which steps now, and why: pure, so that a late, doubled, lost or killed run changes nothing."""

from takeover.planning.housekeeping import mistake_key
from takeover.planning.plan import Planned, plan
from takeover.planning.tuning import tuned

__all__ = ["Planned", "mistake_key", "plan", "tuned"]
