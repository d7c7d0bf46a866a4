"""Every room is deployed, and as it should be."""

from __future__ import annotations

import pytest

from tests.template.stack import REPOSITORY, Deployed, read

ROOMS = ["desk", "handover", "mail_events", "reminders", "revocation", "roster_check", "survey"]
POSTING = ["desk", "handover", "revocation"]


def called(room: str) -> str:
    """`MailEvents` for `mail_events`, as the template names what belongs to a room."""
    return room.title().replace("_", "")


def test_every_room_is_deployed_and_nothing_else(deployed: Deployed) -> None:
    on_disk = sorted(path.parent.name for path in REPOSITORY.glob("functions/*/handler.py"))
    handlers = sorted(function["Handler"] for function in deployed.functions().values())
    assert on_disk == ROOMS
    assert handlers == [f"{room}.handler.lambda_handler" for room in ROOMS]


def test_the_bundle_is_the_folder_of_the_rooms() -> None:
    assert read("template.yaml")["Globals"]["Function"]["CodeUri"] == "functions/"


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_called_by_its_name(deployed: Deployed, room: str) -> None:
    function = deployed.functions()[f"{called(room)}Function"]
    variables = function["Environment"]["Variables"]
    assert function["FunctionName"] == f"weekend-takeover-{room.replace('_', '-')}"
    assert variables["POWERTOOLS_SERVICE_NAME"] == room
    assert variables["POWERTOOLS_METRICS_NAMESPACE"] == "WeekendTakeover/weekend-takeover"


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_runs_the_python_of_the_tests(deployed: Deployed, room: str) -> None:
    version = (REPOSITORY / ".python-version").read_text().strip()
    assert deployed.functions()[f"{called(room)}Function"]["Runtime"] == f"python{version}"


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_a_log_that_is_kept_for_a_while(deployed: Deployed, room: str) -> None:
    log = f"{called(room)}Log"
    function = deployed.functions()[f"{called(room)}Function"]
    # The lines are JSON already: Lambda's own JSON format would wrap each into another.
    assert function["LoggingConfig"] == {"LogGroup": log, "LogFormat": "Text"}
    assert deployed.all[log]["Properties"] == {
        "LogGroupName": f"/aws/lambda/{function['FunctionName']}",
        "RetentionInDays": 90,
    }


def test_a_run_ends_before_another_takes_its_steps_for_lost(deployed: Deployed) -> None:
    slowest_call_to_x, step_taken_for_lost = 3 + 8, 120
    for name, function in deployed.functions().items():
        assert slowest_call_to_x * 2 < function["Timeout"] < step_taken_for_lost, name


def test_only_rooms_that_post_know_where_the_tokens_are(deployed: Deployed) -> None:
    knowing = [
        name.removesuffix("Function").lower()
        for name, function in deployed.functions().items()
        if "X_TOKENS_SECRET" in function["Environment"]["Variables"]
    ]
    assert sorted(knowing) == POSTING


def test_no_value_in_an_environment_is_a_secret(deployed: Deployed) -> None:
    for function in deployed.functions().values():
        variables = function["Environment"]["Variables"]
        assert {name for name in variables if name.endswith("_SECRET")} <= {
            "LINK_KEY_SECRET",
            "X_TOKENS_SECRET",
        }
        assert variables["LINK_KEY_SECRET"] == "Data.LinkKey.Id"
        assert variables.get("X_TOKENS_SECRET", "Data.XTokens.Id") == "Data.XTokens.Id"


def test_no_endpoint_of_ours_reaches_a_deployment(deployed: Deployed) -> None:
    for function in deployed.functions().values():
        variables = function["Environment"]["Variables"]
        assert [name for name in variables if "ENDPOINT" in name or name == "X_API_URL"] == []


def test_every_room_that_mails_but_the_desk_is_told_where_the_desk_is(deployed: Deployed) -> None:
    told = {
        name: function["Environment"]["Variables"].get("DESK_URL")
        for name, function in deployed.functions().items()
    }
    aws = "DeskFunctionUrl.FunctionUrl"
    assert told == {
        "DeskFunction": None,
        "MailEventsFunction": None,
        "RosterCheckFunction": None,
        "HandoverFunction": aws,
        "RemindersFunction": aws,
        "RevocationFunction": aws,
        "SurveyFunction": aws,
    }


def test_an_address_of_your_own_stands_in_every_mail() -> None:
    own = Deployed(PublicBaseUrl="https://weekends.example.org")
    told = {
        function["Environment"]["Variables"].get("DESK_URL")
        or function["Environment"]["Variables"]["PUBLIC_BASE_URL"]
        for name, function in own.functions().items()
        if name not in {"MailEventsFunction", "RosterCheckFunction"}  # they mail nobody
    }
    assert told == {"https://weekends.example.org"}


def test_only_the_desk_can_be_given_a_bound_and_only_when_asked(deployed: Deployed) -> None:
    bound = Deployed(DeskConcurrency="20")
    reserved = {
        name: function.get("ReservedConcurrentExecutions")
        for name, function in bound.functions().items()
    }
    assert {name: number for name, number in reserved.items() if number} == {"DeskFunction": "20"}
    assert all("ReservedConcurrentExecutions" not in f for f in deployed.functions().values())
