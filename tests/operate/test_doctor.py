"""What make doctor finds on the real template, deployed on the embedded AWS."""

from __future__ import annotations

from dataclasses import replace

import pytest

from local.stack import LocalStack
from operate import checks, doctor
from operate.stack import find
from tests.operate.changes import a_sweep_finishes, put_row, remove_row

pytestmark = pytest.mark.emulator


@pytest.fixture(scope="module", autouse=True)
def well(deployed: LocalStack) -> None:
    deployed.give_x_tokens()
    a_sweep_finishes(deployed)


def examine(here: dict[str, str]) -> tuple[int, list[str]]:
    lines: list[str] = []
    return doctor.main(here, lines.append), lines


def wrong(here: dict[str, str]) -> list[str]:
    """What was found to be wrong, with what to do."""
    _, lines = examine(here)
    return [
        f"{line} {lines[number + 1].strip()}"
        for number, line in enumerate(lines)
        if line.startswith("✘")
    ]


def test_a_stack_that_is_well_gets_one_line_a_question_in_order(
    deployed: LocalStack, here: dict[str, str]
) -> None:
    code, lines = examine(here)
    assert lines == [
        "The stack weekend-takeover in eu-west-2:",
        "✔ The X token is @ourcharity's and may read and write.",
        "✔ SES sends as weekends@example.org.",
        "✔ SES sends to everybody.",
        "✔ All that wakes the functions is on: 8 rules, 1 schedule, the list's stream.",
        "– Alarm mails cannot be checked here: the embedded AWS sends none.",
        "✔ The last sweep finished less than a minute ago.",
        f"✔ The guest's page answers at {deployed.front_url}",
        "– It rehearses: every mail goes to Robin Lee <robin@example.org> alone.",
        "    When all is well and you have seen a rehearsal: make live.",
        "✔ No guest is kept longer than promised.",
        "✔ The list has no mistakes, and 0 booked weekends.",
        "\nNothing is wrong.",
    ]
    assert code == 0


def test_a_mistake_in_the_list_is_wrong_and_says_what_would_be_right(
    deployed: LocalStack, here: dict[str, str]
) -> None:
    put_row(deployed, weekend="2027-02-05", status="boked")
    code, lines = examine(here)
    remove_row(deployed, "2027-02-05")
    assert (code, lines[-3:]) == (
        1,
        [
            "✘ The list, weekend 2027-02-05: status is 'boked'.",
            "    Right would be: booked, pencilled, cancelled or break.",
            "\nTo do: 1. Begin at the top.",
        ],
    )


def test_a_token_that_may_only_read_is_wrong(deployed: LocalStack, here: dict[str, str]) -> None:
    deployed.x.access = "read"
    found = wrong(here)
    deployed.x.access = "read-write"
    assert "\n".join(found) == (
        "✘ The X token may only read (it says 'read'). Set the app to Read and write, then make a "
        "new access token: an old one stays as is."
    )


def test_a_revoked_token_is_wrong(deployed: LocalStack, here: dict[str, str]) -> None:
    deployed.x.revoked = True
    found = wrong(here)
    deployed.x.revoked = False
    assert "\n".join(found) == (
        "✘ X refuses: the token is unknown or revoked (401). "
        "Make a new access token with Read and write, and put it into the secret."
    )


def test_an_x_without_credit_is_wrong(deployed: LocalStack, here: dict[str, str]) -> None:
    deployed.x.faults.add("no_credit")
    assert "\n".join(wrong(here)) == (
        "✘ X refuses: the account's credit is used up (402). Buy credit at developer.x.com."
    )


def test_a_secret_that_is_half_filled_is_wrong(deployed: LocalStack, here: dict[str, str]) -> None:
    deployed.clients("secretsmanager").put_secret_value(
        SecretId=deployed.outputs["XTokensSecret"],
        SecretString='{"consumer_key": "a", "consumer_secret": "b", "access_token": "1-c"}',
    )
    found = wrong(here)
    deployed.give_x_tokens()
    assert [line.partition(";")[0] for line in found] == [
        "✘ The X token is not whole: the secret of X_TOKENS_SECRET has no access_token_secret"
    ]


def test_a_token_of_another_account_is_wrong(deployed: LocalStack, here: dict[str, str]) -> None:
    ours = deployed.x.account
    deployed.x.account = replace(ours, username="somebody")
    found = wrong(here)
    deployed.x.account = ours
    assert "\n".join(found) == (
        "✘ The X token is @somebody's, not @ourcharity's. Make the access token while signed in to "
        "X as @ourcharity."
    )


def test_an_unverified_sender_and_the_sandbox_of_ses_are_wrong(
    deployed: LocalStack, here: dict[str, str]
) -> None:
    deployed.ses.verified.discard("weekends@example.org")
    deployed.ses.production = False
    found = wrong(here)
    deployed.ses.verified.add("weekends@example.org")
    deployed.ses.production = True
    assert "\n".join(found) == (
        "✘ SES does not know yet that weekends@example.org is yours. Press the link in the mail "
        "that AWS sent to weekends@example.org, or set the DNS records of example.org (SES "
        "console, Identities)."
        "\n"
        "✘ SES is in its sandbox: mail reaches confirmed addresses only. Ask for production access "
        "(SES console, Get set up); AWS answers within a day or two."
    )


def test_a_sender_whose_domain_is_verified_is_fine(
    deployed: LocalStack, here: dict[str, str]
) -> None:
    deployed.ses.verified -= {"weekends@example.org"}
    deployed.ses.verified.add("example.org")
    found = wrong(here)
    deployed.ses.verified -= {"example.org"}
    deployed.ses.verified.add("weekends@example.org")
    assert found == []


def test_a_stream_that_is_switched_off_is_wrong(deployed: LocalStack, here: dict[str, str]) -> None:
    functions = deployed.clients("lambda")
    (mapping,) = functions.list_event_source_mappings()["EventSourceMappings"]
    functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    found = wrong(here)
    functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)
    assert "\n".join(found) == (
        "✘ RosterCheckFunctionEdit is switched off, so what it wakes sleeps. Enable it in the "
        "Lambda console; or deploy the stack again."
    )


def test_a_rule_that_is_switched_off_is_wrong(deployed: LocalStack, here: dict[str, str]) -> None:
    events = deployed.clients("events")
    name = next(rule.name for rule in deployed.rules.deployed() if "SurveyFunction" in rule.name)
    events.disable_rule(Name=name)
    found = wrong(here)
    events.enable_rule(Name=name)
    assert "\n".join(found) == (
        "✘ SurveyFunctionHourly is switched off, so what it wakes sleeps. Enable it in the "
        "EventBridge console; or deploy the stack again."
    )


def test_a_page_that_does_not_answer_is_wrong(deployed: LocalStack, here: dict[str, str]) -> None:
    desk, deployed.front.desk = deployed.front.desk, None
    found = wrong(here)
    deployed.front.desk = desk
    assert "\n".join(found) == (
        f"✘ The guest's page {deployed.front_url} answers with an error (503). Open it in a "
        "browser, and read the newest lines in the desk function's log."
    )


def test_alarms_reach_the_helper_once_the_subscription_is_confirmed(
    deployed: LocalStack, here: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert here["AWS_ENDPOINT_URL"] == deployed.emulator.url
    on_aws = replace(find(here), is_local=False)
    settings = on_aws.world().settings
    assert checks.alarm_mail(on_aws, settings).said == "Alarms reach kit@example.org."
    monkeypatch.setattr(on_aws.client("sns"), "get_paginator", lambda _: Pending())
    assert checks.alarm_mail(on_aws, settings) == checks.Finding(
        False,
        "Alarms do not reach kit@example.org yet.",
        "Press the link in AWS's mail to kit@example.org (AWS Notification - Subscription "
        "Confirmation).",
    )


class Pending:
    """SNS as it answers until somebody has pressed the link: the embedded one never waits."""

    @staticmethod
    def paginate(**_: str) -> list[dict[str, list[dict[str, str]]]]:
        waiting = {
            "Protocol": "email",
            "Endpoint": "kit@example.org",
            "SubscriptionArn": "PendingConfirmation",
        }
        return [{"Subscriptions": [waiting]}]


def test_a_stack_that_is_not_there_is_named_with_where_it_could_be(here: dict[str, str]) -> None:
    code, lines = examine({**here, "STACK": "another"})
    where = here["AWS_ENDPOINT_URL"]
    assert code == 1
    assert "\n".join(lines) == (
        f"✘ There is no stack another on {where}. Start the local one with make run, and copy "
        "the line that it prints for this command."
    )
