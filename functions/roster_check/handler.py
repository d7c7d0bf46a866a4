"""Each edit of the list, from its stream: what ends ends at once, and mistakes are noted."""

from takeover.entrypoint import scheduled
from takeover.model.steps import ROSTER_CHECK

lambda_handler = scheduled(ROSTER_CHECK)
