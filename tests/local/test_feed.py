"""SES's news of mails goes the way that was deployed: destination, pattern, transformer, target."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from local.feed import DETAIL_TYPES, as_event, handed_over
from local.ses_mail import Mail, event
from local.ses_rules import Submission
from local.stack import LocalStack
from takeover.model.mail_event import FATES

PYTHON = Path(".venv-local/bin/python").absolute()
HANDLER = """
import json

def lambda_handler(event, context):
    print(json.dumps(event))
    if event.get("step") == ["fails"]:
        raise ValueError("on purpose")
"""
TEMPLATE = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Rules: { Type: AWS::SES::ConfigurationSet, Properties: {} }
  Feed:
    Type: AWS::SES::ConfigurationSetEventDestination
    Properties:
      ConfigurationSetName: !Ref Rules
      EventDestination:
        Name: feed
        Enabled: true
        MatchingEventTypes: [send, deliveryDelay]
        EventBridgeDestination:
          EventBusArn: arn:aws:events:eu-west-2:000000000000:event-bus/default
  NewsFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/
      Runtime: python3.13
      Handler: news.handler.lambda_handler
      Events:
        Went:
          Type: EventBridgeRule
          Properties:
            Pattern:
              source: [aws.ses]
              detail: { mail: { tags: { step: [{ exists: true }] } } }
            InputTransformer:
              InputPathsMap: { kind: $.detail-type, step: $.detail.mail.tags.step }
              InputTemplate: '{"kind": <kind>, "step": <step>}'
        Off:
          Type: EventBridgeRule
          Properties: { State: DISABLED, Pattern: { source: [aws.ses] } }
Outputs:
  Rules: { Value: !Ref Rules }
"""


def news(kind: str, configuration_set: str, **tags: str) -> dict[str, Any]:
    """One event in SES's shape, as the sandbox keeps it."""
    raw = b"To: sam@example.org\r\nSubject: Today\r\n\r\nHello"
    submission = Submission(
        "weekends@example.org", ("sam@example.org",), tags, configuration_set, raw
    )
    mail = Mail("1", "0107-abc-000000", datetime(2026, 12, 4, tzinfo=UTC), submission, (), ())
    return event(mail, kind)


def test_every_name_of_an_event_is_one_that_the_product_knows() -> None:
    assert set(DETAIL_TYPES.values()) == set(FATES)


def test_a_transformer_hands_over_its_words_and_nothing_else() -> None:
    told = as_event(news("Send", "rules", turn="2026-12-04_1", step="number"), "eu-west-2")
    transformer = {
        "InputPathsMap": {"kind": "$.detail-type", "step": "$.detail.mail.tags.step"},
        "InputTemplate": '{"kind": <kind>, "step": <step>}',
    }
    payload = handed_over({"InputTransformer": transformer}, told)
    assert json.loads(payload) == {"kind": "Email Sent", "step": ["number"]}


def test_without_a_transformer_the_whole_event_is_handed_over() -> None:
    told = as_event(news("Send", "rules", step="number"), "eu-west-2")
    assert json.loads(handed_over({}, told)) == told
    assert handed_over({"Input": '"fixed"'}, told) == '"fixed"'


def test_a_path_that_leads_nowhere_is_an_error() -> None:
    told = as_event(news("Send", "rules"), "eu-west-2")
    transformer = {"InputPathsMap": {"x": "$.detail.bounce.bounceType"}, "InputTemplate": "<x>"}
    with pytest.raises(LookupError):
        handed_over({"InputTransformer": transformer}, told)


@pytest.fixture
def stack(tmp_path: Path, installer: Path) -> Iterator[LocalStack]:
    (tmp_path / "functions" / "news").mkdir(parents=True)
    (tmp_path / "functions" / "requirements.txt").write_text("dependency==1\n")
    (tmp_path / "functions" / "news" / "handler.py").write_text(HANDLER)
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    template, cache = tmp_path / "template.yaml", tmp_path / ".build"
    with LocalStack(template, {}, cache=cache, uv=str(installer), python=PYTHON) as stack:
        yield stack


@pytest.mark.emulator
@pytest.mark.skipif(not PYTHON.exists(), reason="there is no .venv-local with ministack")
def test_news_goes_once_to_whom_it_was_deployed_for(stack: LocalStack) -> None:
    rules = stack.outputs["Rules"]
    stack.ses.events += [
        news("Send", rules, step="number"),
        news("DeliveryDelay", rules, step="fails"),
        news("Delivery", rules, step="number"),  # the destination does not ask for it
        news("Send", rules),  # the pattern wants a step
    ]
    delivered = stack.feed.deliver_new()
    assert [(one.event_type, one.error is None) for one in delivered] == [
        ("Send", True),
        ("DeliveryDelay", False),
    ]
    assert stack.feed.deliver_new() == []
    assert list(stack.logs("NewsFunction")) == [
        {"kind": "Email Sent", "step": ["number"]},
        {"kind": "Email Delivery Delayed", "step": ["fails"]},
    ]
    assert stack.rules.deployed() == []  # nothing here fires by the clock
