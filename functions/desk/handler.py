"""The guest's page."""

from desk.app import serve
from takeover.bootstrap import world_at

lambda_handler = serve(world_at)
