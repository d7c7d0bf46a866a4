"""Monday: the account is ours again, and we prove it."""

from takeover.entrypoint import scheduled
from takeover.model.steps import REVOCATION

lambda_handler = scheduled(REVOCATION)
