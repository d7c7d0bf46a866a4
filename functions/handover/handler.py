"""Friday: the account goes to its guest."""

from takeover.entrypoint import scheduled
from takeover.model.steps import HANDOVER

lambda_handler = scheduled(HANDOVER)
