"""House rules that hold for every mail in every state."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from takeover.wording import MailText, WordingError, render_mail, sender_name, template
from takeover.wording.derived import DERIVED, LINKS
from takeover.wording.fillers import MAILS, MAILS_TO_GUESTS, MAILS_TO_TRUSTEES
from takeover.wording.mail import _HERE, built_in_mail
from tests.takeover.wording.samples import (
    LINK,
    LIST_LINK,
    LONGEST,
    REVIEW_LINK,
    USUAL,
    WAITING_LINK,
    Mistake,
    rendered_words,
    variants,
)

_NEVER_SHOWN = (
    "your pass|a pass|passphrase|desks?|sweep(s|ing)?|swept|steps?|ledgers?|gates?|claim(s|ed)?"
    "|rows?|windows?|rosters?|takeovers?|takeover id|curators?|hosts?|revok(e|es|ed|ing)"
    "|revocations?|handovers?|credentials?|authenticat(e|es|ed|ion)|tokens?|sessions?"
    "|publish(es|ed|ing)?|drafts?|weighted|timelines?|utc|null|none|true|false|errors?|invalid"
    "|fail(s|ed|ure)?|forbidden|turns?|stack"
)
NEVER_SHOWN = re.compile(rf"\b({_NEVER_SHOWN})\b", re.IGNORECASE)
TELLING = re.compile(
    r"\b(MS|multiple sclerosis|sclerosis|illness|ill|disease|patients?|charity|takeover|accounts?"
    r"|credentials?|passwords?|verif(y|ied)|codes?)\b",
    re.IGNORECASE,
)
# "9am", not "09:00"; only the proof is to the second.
TWENTY_FOUR_HOURS = re.compile(r"\b\d{1,2}:\d\d\b(?!:\d\d[ap]m)(?<!:\d\d)")
ALL = sorted(MAILS)
SIGNED = MAILS_TO_GUESTS | MAILS_TO_TRUSTEES


def mails(name: str) -> list[MailText]:
    return [render_mail(name, fillers) for fillers in variants(name)]


class Page(HTMLParser):
    """What a mail program makes of the HTML: its tags, its links and its visible words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.hrefs: list[str | None] = []
        self.attributes: set[str] = set()
        self._said = ""
        self._skipped = False
        self.feed(html)

    @property
    def words(self) -> list[str]:
        return self._said.split()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._skipped = tag == "title"
        self.attributes.update(key for key, _ in attrs)
        if tag == "a":
            self.hrefs.append(dict(attrs)["href"])

    def handle_endtag(self, tag: str) -> None:
        self._skipped = self._skipped and tag != "title"

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._said += data


def _without_links(text: str) -> str:
    return re.sub(r"https?://\S+", "", text)


def test_every_template_is_declared_and_every_declared_mail_has_one() -> None:
    assert sorted(path.stem for path in (_HERE / "mails").iterdir()) == ALL


@pytest.mark.parametrize("name", ALL)
def test_a_mail_uses_exactly_the_fillers_it_declares(name: str) -> None:
    lines = template.read(built_in_mail(name)).lines
    asked = {one for line in lines for one in line.asks_for}
    used = {filler for one in asked for filler in DERIVED.get(one, ((one,), None))[0]}
    buttons = [line for line in lines if line.button is not None]
    assert used == MAILS[name].all - LINKS
    assert bool(buttons) == bool(MAILS[name].all & LINKS)


@pytest.mark.parametrize("name", ALL)
def test_a_subject_tells_nothing_and_is_one_short_line(name: str) -> None:
    for mail in mails(name):
        assert not TELLING.findall(mail.subject), mail.subject
        assert not NEVER_SHOWN.findall(mail.subject), mail.subject
        assert mail.subject == " ".join(mail.subject.split())
        assert 0 < len(mail.subject) <= 78


@pytest.mark.parametrize("name", ALL)
def test_a_mail_has_none_of_the_words_that_people_must_never_see(name: str) -> None:
    for mail in mails(name):
        assert not NEVER_SHOWN.findall(_without_links(mail.text)), mail.text


@pytest.mark.parametrize("name", ALL)
def test_the_first_line_tells_nothing_and_holds_no_number(name: str) -> None:
    for mail in mails(name):
        # What a lock screen shows: the first line, and some of what follows.
        preview = mail.text.replace("\n", " ")[: max(100, mail.text.index("\n"))]
        assert not TELLING.findall(preview), preview
        assert str(USUAL["number"]) not in preview


@pytest.mark.parametrize("name", ALL)
def test_a_mail_stays_under_120_words(name: str) -> None:
    for mail in mails(name):
        assert len(rendered_words(mail.text)) < 120, mail.text


@pytest.mark.parametrize("name", ALL)
def test_a_mail_has_at_most_one_button_and_it_leads_to_the_page(name: str) -> None:
    for fillers in variants(name):
        mail = render_mail(name, fillers)
        wanted = [LINK] if "link" in MAILS[name].all else []
        if "waiting_link" in MAILS[name].all and (fillers["waiting"] or name == "signed_up"):
            wanted = [WAITING_LINK]
        if "list_link" in MAILS[name].all:
            wanted = [LIST_LINK]
        if "review_link" in MAILS[name].all:
            wanted = [REVIEW_LINK]
        assert Page(mail.html).hrefs == wanted
        on_x = re.findall(r"https?://\S+", str(fillers["reports"])) if name == "told_us" else []
        assert re.findall(r"https?://\S+", mail.text) == [one.rstrip("',") for one in on_x] + wanted


@pytest.mark.parametrize("name", ALL)
def test_html_and_plain_text_say_the_same(name: str) -> None:
    for mail in mails(name):
        from_text = re.sub(r"^(\d\.|-) ", "", mail.text, flags=re.MULTILINE)
        from_text = re.sub(r":\nhttps?://\S+", "", from_text)
        assert Page(mail.html).words == from_text.split()


@pytest.mark.parametrize("name", ALL)
def test_times_are_said_as_people_say_them(name: str) -> None:
    for mail in mails(name):
        assert not TWENTY_FOUR_HOURS.findall(mail.text), mail.text


@pytest.mark.parametrize("name", ALL)
def test_no_sentence_is_broken_by_an_empty_filler(name: str) -> None:
    for mail in mails(name):
        assert not re.findall(r" [.,;:?!]|  |\.\.|,,|\(\)|“”|\n\n\n", mail.text), mail.text


@pytest.mark.parametrize("name", ALL)
def test_a_subject_is_in_sentence_case(name: str) -> None:
    mail = render_mail(name, USUAL)
    names = {"Friday", "December", "Bluebell", "Next"}
    shouted = set(re.findall(r"\b[A-Z]\w+", mail.subject[1:])) - names
    assert shouted == set()


@pytest.mark.parametrize("name", sorted(SIGNED))
def test_a_mail_to_a_guest_or_a_trustee_is_signed_by_a_person(name: str) -> None:
    for fillers in variants(name):
        paragraphs = render_mail(name, fillers).text.strip().split("\n\n")
        assert fillers["from_name"] in paragraphs[-2:]


@pytest.mark.parametrize("name", sorted(set(MAILS) - SIGNED))
def test_a_mail_to_the_team_ends_with_the_person_to_ask(name: str) -> None:
    for fillers in variants(name):
        last = render_mail(name, fillers).text.strip().split("\n\n")[-1]
        assert last.endswith(f" {fillers['technical_helper_name']}.")


@pytest.mark.parametrize("name", ALL)
def test_each_forgotten_filler_is_named_with_its_mail(name: str) -> None:
    for filler in MAILS[name].all:
        given = {key: value for key, value in USUAL.items() if key != filler}
        with pytest.raises(WordingError, match=rf'"{name}".*\b{filler}\b'):
            render_mail(name, given)


def test_an_empty_name_is_refused_and_an_empty_phone_leaves_its_sentence_out() -> None:
    with pytest.raises(WordingError, match=r'"booked".*public_name.*empty'):
        render_mail("booked", {**USUAL, "public_name": " \n"})
    assert "or call" in render_mail("thank_you", USUAL).text
    assert "or call" not in render_mail("thank_you", {**USUAL, "phone": ""}).text


def test_a_filler_inside_a_list_is_missed_too() -> None:
    with pytest.raises(WordingError, match=r'"mistakes".*cell'):
        render_mail("mistakes", {**USUAL, "mistakes": [SimpleNamespace(weekend="2026-12-04")]})


def test_an_unknown_mail_is_refused_by_name() -> None:
    with pytest.raises(WordingError, match='no mail "bookd"'):
        render_mail("bookd", USUAL)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "desk.example.org/x", "https://example.org/a b", 'https://x"y']
)
def test_a_link_must_be_the_address_of_a_page(link: str) -> None:
    with pytest.raises(WordingError, match="not the address of a page"):
        render_mail("booked", {**USUAL, "link": link})


@pytest.mark.parametrize("name", ALL)
def test_a_rehearsal_adds_one_line_on_top_and_changes_nothing_else(name: str) -> None:
    mail = render_mail(name, USUAL)
    rehearsed = render_mail(name, USUAL, rehearsal_for="Sam <sam@example.org>")
    line, _, rest = rehearsed.text.partition("\n\n")
    assert line == "Rehearsal: this mail would have gone to Sam <sam@example.org>."
    assert (rehearsed.subject, rest) == (mail.subject, mail.text)
    assert Page(rehearsed.html).words == [*line.split(), *Page(mail.html).words]


def test_the_sender_is_a_person_and_not_the_charity() -> None:
    assert sender_name("Robin\r\nBcc: all") == "Robin Bcc: all, weekend team"


def test_an_agreement_by_hand_changes_the_words_of_the_booked_mail() -> None:
    by_hand = render_mail("booked", {**USUAL, "said_yes_on": "2026-10-12"})
    assert "You told us yes." in by_hand.text
    assert "You told us yes." not in render_mail("booked", USUAL).text
    assert by_hand.subject == render_mail("booked", USUAL).subject


def test_the_number_mail_reads_as_it_should() -> None:
    mail = render_mail("number", USUAL)
    assert mail.subject == "Today at 5pm"
    assert mail.text.startswith(
        "Open this mail. There are two things in it that you need.\n\n"
        "Hello Bluebell,\n\n"
        "1. Tap the button.\n"
        "2. Type this number: 0417\n\n"
        f"Go to my page:\n{LINK}\n\n"
        "You can do it now. Your page opens on Friday 4 December, 5pm."
    )
    assert render_mail("number", {**USUAL, "is_open": True}).subject == "Your page is open"


def test_the_weekly_mail_begins_with_trouble_and_puts_gaps_first() -> None:
    well = render_mail("weekly", USUAL)
    assert well.subject == "All well. Next: Friday 11 December, nobody yet"
    assert "To do: find someone for 1 weekend." in well.text
    trouble = render_mail("weekly", {**LONGEST, "weekends": []})
    assert trouble.subject == "To do: 1 thing."
    listed = [line for line in render_mail("weekly", LONGEST).text.splitlines() if "Friday" in line]
    assert [("nobody yet" in line) for line in listed[:8]] == [True] * 3 + [False] * 5


def test_a_mistake_is_told_with_what_would_be_right() -> None:
    mistake = Mistake("2025-12-11", "starts_at", "11/12/25", "a date like 2026-12-11")
    assert (
        "- 2025-12-11, starts_at: we found “11/12/25”. It should be: a date like 2026-12-11. "
        "Until you change it, this weekend is left alone."
    ) in render_mail("mistakes", {**USUAL, "mistakes": [mistake]}).text


def test_each_thing_in_the_list_says_what_happens_meanwhile() -> None:
    told = render_mail("mistakes", LONGEST).text
    assert "In the list of weekends, 4 things need your eye:" in told
    assert (
        "- 2027-01-01, duty: we found “Ash”. It should be: Ash <ash@example.org>. "
        "Meanwhile the rest goes on."
    ) in told
    assert (
        "- 2027-01-08, talked_on: nobody is noted as having talked with this guest. "
        "If not, please ring them. All goes on meanwhile."
    ) in told


def test_without_phone_and_address_the_team_is_still_told() -> None:
    for name in sorted(set(MAILS) - MAILS_TO_GUESTS):
        mail = render_mail(name, {**USUAL, "guest_phone": "", "guest_address": ""})
        assert "bluebell@example.org" not in mail.text
