"""What stands in the way of a weekend, as the coordinator reads it."""

import pytest

from takeover.model.readiness import ObstacleKind
from takeover.wording import render_mail
from tests.takeover.wording.samples import USUAL, rendered_words, told
from tests.takeover.wording.test_wording_mails import NEVER_SHOWN
from tests.takeover.wording.test_wording_reading import GRADE_FOR_THE_TEAM, grade

EVERY = pytest.mark.parametrize("kind", ObstacleKind)


def mail_about(*kinds: ObstacleKind) -> str:
    return render_mail("not_ready", {**USUAL, "obstacles": [told(kind) for kind in kinds]}).text


@EVERY
def test_each_says_what_is_wrong_what_it_means_and_who_can_mend_it(kind: ObstacleKind) -> None:
    said = told(kind)
    parts = (said.wrong, said.means, said.mend)
    assert [part.endswith(".") for part in parts] == [True] * 3
    assert "Kit" in said.mend
    assert not {"{", "}"} & set("".join(parts))


@EVERY
def test_each_is_short_and_easy_and_has_no_word_that_people_must_never_see(
    kind: ObstacleKind,
) -> None:
    text = mail_about(kind)
    assert not NEVER_SHOWN.findall(text)
    assert grade(text) <= GRADE_FOR_THE_TEAM
    assert len(rendered_words(text)) < 100


def test_all_are_listed_in_one_mail() -> None:
    listed = [line for line in mail_about(*ObstacleKind).splitlines() if line.startswith("- ")]
    assert len(listed) == len(ObstacleKind)


def test_it_reads_as_it_should() -> None:
    mail = render_mail("not_ready", USUAL)
    assert mail.subject == "Friday 4 December: not all is ready"
    assert mail.text == (
        "We looked if all is ready for Friday 4 December. One thing is not:\n\n"
        "- Our key for X may read, but not post. Nothing can be posted, and nobody is introduced. "
        "Kit can set our app at X to “Read and write”, and then make a new key.\n\n"
        "It starts on Friday 4 December, 5pm all the same.\n\n"
        "We look two days and three hours before a weekend, and write only if something is not "
        "ready.\n\n"
        "This mail wrote itself. Is anything odd? Ask Kit.\n"
    )
