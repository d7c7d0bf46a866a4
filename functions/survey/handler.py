"""Afterwards: how was it?"""

from takeover.entrypoint import scheduled
from takeover.model.steps import SURVEY

lambda_handler = scheduled(SURVEY)
