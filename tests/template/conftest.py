from __future__ import annotations

import pytest

from tests.template.stack import Deployed


@pytest.fixture(scope="session")
def deployed() -> Deployed:
    """The five questions answered, everything else as it comes."""
    return Deployed()
