"""The list of weekends: what the coordinator and the deputy see and do."""

from desk.team.routes import register

__all__ = ["register"]
