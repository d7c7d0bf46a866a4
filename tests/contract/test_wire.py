"""What only a wire can break between us and DynamoDB: lost answers, refusals, silence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError
from botocore.httpsession import URLLib3Session

from takeover.adapters.dynamodb_ledger import DynamoLedger
from takeover.adapters.ledger_items import fact_name, session_item, turn_item
from takeover.errors import (
    LaterError,
    NotAllowedError,
    SettingsError,
    StaleError,
    UnknownOutcomeError,
)
from takeover.model.post import Post
from takeover.model.turn import Answer, Ending, Fact, Turn
from takeover.ports import Claim
from tests.contract.conftest import Real
from tests.contract.made import MINUTE, NOON, WEEKEND, a_session, a_turn, held_by, probe_of

pytestmark = pytest.mark.emulator

type Send = Callable[[URLLib3Session, Any], Any]
CLAIM = Claim("2026-12-04#1", "booked", "us", NOON, mails_before=0)


class Wire:
    """Stands where botocore hands a request to the network."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._real = URLLib3Session.send
        self._monkeypatch = monkeypatch
        self.sent: list[str] = []

    def lose_answers(self, times: int = 1) -> None:
        """Let requests have their effect, and their answers be lost."""

        def send(session: URLLib3Session, request: Any) -> Any:
            answer = self._real(session, request)
            if self._writes(request) and len(self.sent) <= times:
                raise ReadTimeoutError(endpoint_url=request.url)
            return answer

        self._put(send)

    def answer(self, code: str, status: int = 400, **more: object) -> None:
        """Let DynamoDB refuse everything, in its own words."""
        kind = f"com.amazonaws.dynamodb.v20120810#{code}"
        said = json.dumps({"__type": kind, "message": "refused", **more}).encode()

        def send(_: URLLib3Session, request: Any) -> Any:
            self._writes(request)
            return AWSResponse(request.url, status, HTTPHeaders(), _Body(said))

        self._put(send)

    def fail(self, error: Exception) -> None:
        """Let nothing reach DynamoDB."""

        def send(_: URLLib3Session, request: Any) -> Any:
            self._writes(request)
            raise error

        self._put(send)

    def _put(self, send: Send) -> None:
        self._monkeypatch.setattr(URLLib3Session, "send", send)

    def _writes(self, request: Any) -> bool:
        operation = request.headers["X-Amz-Target"].decode().partition(".")[2]
        if operation in {"GetItem", "Query", "BatchGetItem"}:
            return False
        self.sent.append(operation)
        return True


class _Body:
    """A body as urllib3 streams it."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Any:
        yield self._content


@pytest.fixture
def ledger(dynamo: Real) -> DynamoLedger:
    return dynamo.ledger


@pytest.fixture
def turn(ledger: DynamoLedger) -> Turn:
    begun = a_turn()
    ledger.begin(begun)
    return begun


@pytest.fixture
def wire(turn: Turn) -> Iterator[Wire]:
    """The wire, once there is a turn; whole again before the tables are emptied."""
    assert turn.number == 1
    with pytest.MonkeyPatch.context() as monkeypatch:
        # botocore waits between its attempts.
        monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)
        yield Wire(monkeypatch)


class TestLostAnswers:
    """botocore sends a write again when its answer is lost, and meets the first one's effect."""

    def test_a_claim_is_still_ours(self, ledger: DynamoLedger, wire: Wire) -> None:
        wire.lose_answers()
        assert ledger.claim(CLAIM) is True
        assert wire.sent == ["UpdateItem", "UpdateItem"]
        there = ledger.turn(CLAIM.record)
        assert there is not None
        assert there.mails == 1

    def test_what_was_claimed_is_finished_and_released(
        self, ledger: DynamoLedger, wire: Wire, turn: Turn
    ) -> None:
        ledger.claim(CLAIM)
        wire.lose_answers()
        ledger.release(CLAIM, None)
        assert ledger.turn(turn.id) == turn
        ledger.claim(CLAIM)
        wire.sent.clear()
        ledger.finish(CLAIM, NOON, "mail-1")
        there = ledger.turn(turn.id)
        assert there is not None
        assert there.settled("booked")

    def test_a_turn_is_begun(self, ledger: DynamoLedger, wire: Wire) -> None:
        wire.lose_answers()
        second = a_turn(number=2)
        ledger.begin(second)
        assert ledger.turn(second.id) == second

    def test_it_is_opened_paused_resumed_and_closed(
        self, ledger: DynamoLedger, wire: Wire, turn: Turn
    ) -> None:
        wire.lose_answers()
        ledger.open(turn, held_by(turn), probe_of(turn), NOON)
        wire.sent.clear()
        assert ledger.pause(turn.id, NOON) is True
        wire.sent.clear()
        assert ledger.resume(turn.id) is True
        wire.sent.clear()
        ledger.close(turn.id, Ending.POSTED, NOON + MINUTE)
        closed = {Fact.OPENED: NOON, Fact.PAUSED: NOON, Fact.CLOSED: NOON + MINUTE}
        expected = replace(turn, facts=closed, how=Ending.POSTED, pauses=1)
        assert ledger.turn(turn.id) == expected
        assert ledger.holder() is None

    def test_facts_words_answers_and_numbers_are_ours(
        self, ledger: DynamoLedger, wire: Wire, turn: Turn
    ) -> None:
        answer = Answer(turn.id, NOON, {"1": "good"})
        post = Post(turn.id, "a1", "Good morning!", NOON)
        wire.lose_answers()
        assert ledger.note(turn.id, Fact.SIGNED_IN, NOON) is True
        wire.sent.clear()
        assert ledger.accept(turn.id, "2026-11", NOON) is True
        wire.sent.clear()
        assert ledger.write_post(post) is True
        wire.sent.clear()
        ledger.save_answer(answer)
        wire.sent.clear()
        assert ledger.next_generation(turn.id, 1, NOON) is True
        wire.sent.clear()
        assert ledger.go_live(NOON) is True
        there = ledger.turn(turn.id)
        assert there is not None
        assert (there.answers, there.generation) == (1, 2)

    def test_three_lost_answers_leave_it_unknown(self, ledger: DynamoLedger, wire: Wire) -> None:
        wire.lose_answers(times=3)
        with pytest.raises(UnknownOutcomeError):
            ledger.claim(CLAIM)
        assert wire.sent == ["UpdateItem"] * 3


class TestRefusals:
    @pytest.mark.parametrize(
        "code",
        ["ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"],
    )
    def test_a_busy_table_is_for_later(self, ledger: DynamoLedger, wire: Wire, code: str) -> None:
        wire.answer(code)
        with pytest.raises(LaterError, match=code):
            ledger.claim(CLAIM)
        with pytest.raises(LaterError, match=code):
            ledger.look(WEEKEND)

    def test_a_missing_right_names_the_table(self, ledger: DynamoLedger, wire: Wire) -> None:
        wire.answer("AccessDeniedException")
        with pytest.raises(NotAllowedError, match="table Ledger"):
            ledger.claim(CLAIM)

    def test_a_missing_table_is_a_setting(self, ledger: DynamoLedger, wire: Wire) -> None:
        wire.answer("ResourceNotFoundException")
        with pytest.raises(SettingsError, match="table Ledger"):
            ledger.look(WEEKEND)

    def test_after_an_error_inside_of_aws_a_write_is_unknown(
        self, ledger: DynamoLedger, wire: Wire
    ) -> None:
        wire.answer("InternalServerError", 500)
        with pytest.raises(UnknownOutcomeError):
            ledger.claim(CLAIM)
        with pytest.raises(LaterError):
            ledger.look(WEEKEND)

    def test_a_table_that_cannot_be_reached_is_for_later(
        self, ledger: DynamoLedger, wire: Wire
    ) -> None:
        wire.fail(EndpointConnectionError(endpoint_url="https://dynamodb.example.org"))
        with pytest.raises(LaterError):
            ledger.claim(CLAIM)

    def test_our_own_mistake_is_not_hidden(self, ledger: DynamoLedger, wire: Wire) -> None:
        wire.answer("ValidationException")
        with pytest.raises(Exception, match="ValidationException") as raised:
            ledger.claim(CLAIM)
        assert not isinstance(raised.value, LaterError | StaleError | UnknownOutcomeError)

    def test_a_collision_of_transactions_is_for_later(
        self, ledger: DynamoLedger, wire: Wire, turn: Turn
    ) -> None:
        reasons = [{"Code": "None"}, {"Code": "TransactionConflict"}]
        wire.answer("TransactionCanceledException", CancellationReasons=reasons)
        with pytest.raises(LaterError):
            ledger.open(turn, held_by(turn), probe_of(turn), NOON)


class TestItems:
    """What is in the table, for those who read it without us."""

    def test_a_session_is_disposed_of_thirty_days_after_its_end(self) -> None:
        session = a_session(a_turn())
        seconds = session_item(session)["expires_at"]
        assert seconds - int(session.ends_at.timestamp()) == 30 * 24 * 3600

    def test_no_fact_shares_its_attribute_with_anything_else(self) -> None:
        bare = turn_item("ourcharity", a_turn(last_mail_at=NOON)).keys()
        assert {fact_name(fact) for fact in Fact} & (bare | {"expires_at"}) == set()

    def test_what_a_later_version_added_is_left_alone(self, dynamo: Real, turn: Turn) -> None:
        key = {"about": {"S": "ourcharity"}, "entry": {"S": f"turn#{turn.id}"}}
        dynamo.client.update_item(
            TableName="Ledger",
            Key=key,
            UpdateExpression="SET new_thing = :x, forgotten_at = :x",
            ExpressionAttributeValues={":x": {"S": "2027-01-01T00:00:00+00:00"}},
        )
        assert dynamo.ledger.turn(turn.id) == turn

    def test_the_whole_account_is_read_however_long(self, dynamo: Real) -> None:
        long = "x" * 300_000
        for number in range(1, 6):
            dynamo.ledger.begin(a_turn(number=number, terms=long))
        assert [turn.number for turn in dynamo.ledger.look(WEEKEND).turns] == [1, 2, 3, 4, 5]
