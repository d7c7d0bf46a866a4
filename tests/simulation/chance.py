"""Chance with a seed: the same seed gives the same weekend, to the last token."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from random import Random
from unittest.mock import patch


@contextmanager
def seeded_secrets(chance: Random) -> Iterator[None]:
    """Let `secrets`, from which the product takes salts, owners and tokens, draw from here."""

    def token_bytes(size: int = 32) -> bytes:
        return chance.randbytes(size)

    def token_hex(size: int = 32) -> str:
        return chance.randbytes(size).hex()

    with ExitStack() as stack:
        stack.enter_context(patch.object(secrets, "token_bytes", token_bytes))
        stack.enter_context(patch.object(secrets, "token_hex", token_hex))
        stack.enter_context(patch.object(secrets, "token_urlsafe", token_hex))
        stack.enter_context(patch.object(secrets, "randbelow", chance.randrange))
        stack.enter_context(patch.object(secrets, "choice", chance.choice))
        yield
