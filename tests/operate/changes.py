"""What others do to a deployed stack while somebody looks at it."""

from __future__ import annotations

from local.clock import utc_now
from local.stack import LocalStack


def a_sweep_finishes(stack: LocalStack) -> None:
    """Write what Powertools writes into revocation's log."""
    logs = stack.clients("logs")
    group = f"/aws/lambda/{stack.functions['RevocationFunction']}"
    logs.create_log_stream(logGroupName=group, logStreamName="a-sweep")
    event = {"timestamp": int(utc_now().timestamp() * 1000), "message": '{"SweepFinished":[1.0]}'}
    logs.put_log_events(logGroupName=group, logStreamName="a-sweep", logEvents=[event])


def put_row(stack: LocalStack, **cells: str) -> None:
    """Write one row as a coordinator would."""
    row = {"account": "ourcharity"} | cells
    item = {name: {"S": text} for name, text in row.items()}
    stack.clients("dynamodb").put_item(TableName=stack.outputs["RosterTable"], Item=item)


def remove_row(stack: LocalStack, weekend: str) -> None:
    key = {"account": {"S": "ourcharity"}, "weekend": {"S": weekend}}
    stack.clients("dynamodb").delete_item(TableName=stack.outputs["RosterTable"], Key=key)
