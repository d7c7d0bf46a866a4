"""Keeps the debug logs of libraries shut: they hold tokens, addresses and the guests' words."""

from __future__ import annotations

import logging


def hush(*names: str) -> None:
    """Let these loggers say warnings and errors only, whatever the function's own level is."""
    for name in names:
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))
