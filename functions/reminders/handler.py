"""The mails before a weekend, and the coordinator's Wednesday."""

from takeover.entrypoint import scheduled
from takeover.model.steps import REMINDERS

lambda_handler = scheduled(REMINDERS)
