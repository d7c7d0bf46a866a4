"""Timeline and texts know each other: no step without its words, no words without a step."""

from __future__ import annotations

import pytest

from takeover.apply.fillers import FILLERS
from takeover.model.steps import Step, To
from takeover.timeline import BY_NAME
from takeover.wording.fillers import MAILS, MAILS_AT_ONCE, MAILS_TO_GUESTS

MAIL_STEPS = [step for step in BY_NAME.values() if step.is_mail]


@pytest.mark.parametrize("step", MAIL_STEPS, ids=lambda step: step.name)
def test_each_mail_of_the_timeline_has_a_text_whose_blanks_can_be_filled(step: Step) -> None:
    assert step.template in MAILS
    assert MAILS[step.template].all <= set(FILLERS)
    assert (step.template in MAILS_TO_GUESTS) == (step.to is To.GUEST)


def test_each_text_of_a_mail_belongs_to_a_step_or_goes_out_at_once() -> None:
    assert set(MAILS) == {step.template for step in MAIL_STEPS} | MAILS_AT_ONCE
