"""One DynamoDB table through PynamoDB: consistent reads, conditional writes, our own errors.

PynamoDB's Models are not used: a turn's steps and facts are attributes whose names grow, which a
Model cannot declare, and a Model's table name is class state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from botocore.exceptions import NoRegionError
from pynamodb.connection import Connection
from pynamodb.connection.base import MetaTable
from pynamodb.exceptions import PynamoDBException, VerboseClientError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from takeover.adapters.attribute_values import Item, plain_item, typed, typed_item
from takeover.adapters.aws_errors import AWS_ERRORS, BUSY, Trouble, code_of, trouble_of
from takeover.adapters.quiet import hush
from takeover.errors import (
    LaterError,
    NotAllowedError,
    SettingsError,
    TakeoverError,
    UnknownOutcomeError,
)

CONNECT_SECONDS = 3
READ_SECONDS = 5
# Three attempts: a run that still gets no answer is finished by the next run.
RETRIES = 2

type Key = tuple[str, str]
type DynamoDB = Connection


def connect() -> DynamoDB:
    """One connection for all tables: making its client takes longer than an idle tick's reads."""
    hush("pynamodb", "botocore", "urllib3")
    return Connection(
        connect_timeout_seconds=CONNECT_SECONDS,
        read_timeout_seconds=READ_SECONDS,
        max_retry_attempts=RETRIES,
    )


def attribute(*path: str) -> Path:
    """An attribute, or one inside of a map; dots in names are dots, not steps of the path."""
    return Path(list(path))


def to(path: Path, value: object) -> Action:
    """The action that sets an attribute."""
    return path.set(typed(value))


def if_absent(name: str, value: object) -> Action:
    """The action that sets an attribute only where it is missing.

    A condition would decide over the whole update; this decides over one attribute.
    """
    path = attribute(name)
    return path.set(path | typed(value))


def add(name: str, number: int) -> Action:
    """The action that counts; an attribute that is missing counts from nothing."""
    return attribute(name).add(typed(number))


@dataclass(frozen=True)
class Write:
    """One part of a transaction."""

    kind: str
    operation: dict[str, Any]


class Table:
    """A table with a partition key and a sort key, both text."""

    def __init__(self, connection: DynamoDB, name: str, partition: str, sort: str) -> None:
        self.name = name
        self._keys = (partition, sort)
        kinds = zip(self._keys, ("HASH", "RANGE"), strict=True)
        schema = {
            "TableName": name,
            "KeySchema": [{"AttributeName": key, "KeyType": kind} for key, kind in kinds],
            "AttributeDefinitions": [
                {"AttributeName": key, "AttributeType": "S"} for key in self._keys
            ],
        }
        self._connection = connection
        with suppress(ValueError):  # known already: ledger and team share one table
            self._connection.add_meta_table(MetaTable(schema))

    @property
    def is_there(self) -> Condition:
        """The condition that the item exists."""
        return attribute(self._keys[0]).exists()

    @property
    def is_not_there(self) -> Condition:
        """The condition that the item does not exist."""
        return attribute(self._keys[0]).does_not_exist()

    @cached_property
    def id(self) -> str:
        """AWS's id of this very table, asked once a process; a restored copy has another."""
        dispatch = self._connection.dispatch
        answer = self._read(lambda: dispatch("DescribeTable", {"TableName": self.name}))
        return str(answer["Table"]["TableId"])

    def get(self, key: Key) -> Item | None:
        """One item, strongly consistent."""
        get = self._connection.get_item
        answer = self._read(lambda: get(self.name, *key, consistent_read=True))
        return plain_item(answer["Item"]) if answer.get("Item") else None

    def get_together(self, *keys: Key) -> list[Item]:
        """Those of these items that exist, in one strongly consistent request."""
        # PynamoDB says that keys are text; it takes whole ones, which have two parts here.
        wanted: Any = [typed_item(dict(zip(self._keys, key, strict=True))) for key in keys]
        get = self._connection.batch_get_item
        answer = self._read(lambda: get(self.name, wanted, consistent_read=True))
        if answer.get("UnprocessedKeys"):
            raise LaterError(f"table {self.name}: busy, part of a read was left out")
        return [plain_item(raw) for raw in answer["Responses"].get(self.name, [])]

    def query(self, partition: str, sort: Condition | None = None) -> list[Item]:
        """All items of a partition, or those whose sort key fits, in order; consistent."""
        items: list[Item] = []
        start: Item | None = None
        while True:
            answer = self._page(partition, sort, start)
            items += [plain_item(raw) for raw in answer["Items"]]
            start = answer.get("LastEvaluatedKey")
            if not start:
                return items

    def _page(self, partition: str, sort: Condition | None, start: Item | None) -> dict[str, Any]:
        return self._read(
            lambda: self._connection.query(
                self.name,
                partition,
                range_key_condition=sort,
                consistent_read=True,
                exclusive_start_key=start,
            )
        )

    def put(self, item: Mapping[str, object], condition: Condition | None = None) -> bool:
        """Write a whole item; False if the condition does not hold."""
        return self._write("PutItem", self.putting(item, condition)) is not None

    def update(
        self, key: Key, actions: Sequence[Action], condition: Condition | None = None
    ) -> Item | None:
        """Change an item; returns it as it is now, or None if the condition does not hold."""
        write = self.updating(key, actions, condition)
        answer = self._write("UpdateItem", write, ReturnValues="ALL_NEW")
        return None if answer is None else plain_item(answer["Attributes"])

    def change(self, key: Key, actions: Sequence[Action], condition: Condition) -> bool:
        """Change an item and read nothing of it; False if the condition does not hold."""
        return self._write("UpdateItem", self.updating(key, actions, condition)) is not None

    def delete(self, key: Key) -> None:
        """Remove an item; one that is gone already is success."""
        self._write("DeleteItem", self._part("delete", *key))

    def transact(self, *writes: Write) -> bool:
        """Do all of it or nothing; False if one of the conditions does not hold.

        botocore sends the same idempotency token with its own retries, so that a transaction
        whose first answer was lost is not refused by its own effect.
        """

        def parts(kind: str) -> list[dict[str, Any]]:
            return [write.operation for write in writes if write.kind == kind]

        return (
            self._attempt(
                lambda: self._connection.transact_write_items(
                    parts("condition_check"), parts("delete"), parts("put"), parts("update")
                ),
                wrote=True,
            )
            is not None
        )

    def putting(self, item: Mapping[str, object], condition: Condition | None = None) -> Write:
        """The part of a transaction that writes a whole item."""
        attributes = typed_item(item)
        keys = [attributes.pop(key)["S"] for key in self._keys]
        return self._part("put", *keys, key="Item", attributes=attributes, condition=condition)

    def updating(
        self, key: Key, actions: Sequence[Action], condition: Condition | None = None
    ) -> Write:
        """The part of a transaction that changes an item."""
        return self._part("update", *key, actions=actions, condition=condition)

    def deleting(self, key: Key, condition: Condition) -> Write:
        """The part of a transaction that removes an item."""
        return self._part("delete", *key, condition=condition)

    def checking(self, key: Key, condition: Condition) -> Write:
        """The part of a transaction that only insists on a condition."""
        return self._part("condition_check", *key, condition=condition)

    def _part(
        self,
        kind: str,
        partition: str,
        sort: str,
        **operation: Any,  # noqa: ANN401 -- PynamoDB's own arguments
    ) -> Write:
        make = self._connection.get_operation_kwargs
        made = make(self.name, partition, range_key=sort, **operation)
        return Write(kind, made)

    def _read(self, call: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        answer = self._attempt(call, wrote=False)
        if answer is None:
            raise AssertionError("a read has no condition that could fail")
        return answer

    def _write(self, name: str, write: Write, **more: str) -> dict[str, Any] | None:
        dispatch = self._connection.dispatch
        return self._attempt(lambda: dispatch(name, {**write.operation, **more}), wrote=True)

    def _attempt(self, call: Callable[[], dict[str, Any]], *, wrote: bool) -> dict[str, Any] | None:
        """Call DynamoDB; None where a condition does not hold."""
        try:
            return call()
        # Not every PynamoDB call wraps what botocore raises, so both layers are met here.
        except (PynamoDBException, *AWS_ERRORS) as error:
            cause = _cause(error)
            if _condition_failed(cause):
                return None
            told = self._in_our_words(cause, wrote=wrote)
            if told is None:
                raise
            raise told from error

    def _in_our_words(self, error: BaseException, *, wrote: bool) -> TakeoverError | None:
        said = f"table {self.name}: {code_of(error)}"
        if isinstance(error, NoRegionError):
            return SettingsError("no AWS region is set; set AWS_DEFAULT_REGION, such as eu-west-2")
        if code_of(error) == "ResourceNotFoundException":
            return SettingsError(f"{said}; there is no such table in this account and region")
        if _collided(error):
            return LaterError(f"{said}; another transaction was under way")
        match trouble_of(error):
            case Trouble.LATER:
                return LaterError(said)
            case Trouble.FORBIDDEN:
                return NotAllowedError(f"{said}; the function's role may not do this")
            case Trouble.LOST:
                return UnknownOutcomeError(said) if wrote else LaterError(said)
            case Trouble.OTHER:
                return None


def _cause(error: BaseException) -> BaseException:
    """What botocore said, where PynamoDB has wrapped it."""
    cause = getattr(error, "cause", None)
    return cause if isinstance(cause, BaseException) else error


def _reasons(error: BaseException) -> set[str]:
    """Why a transaction was cancelled, part by part; empty for anything else."""
    if not isinstance(error, VerboseClientError):
        return set()
    return {reason.code for reason in error.cancellation_reasons if reason is not None}


def _condition_failed(error: BaseException) -> bool:
    if code_of(error) == "ConditionalCheckFailedException":
        return True
    return "ConditionalCheckFailed" in _reasons(error)


def _collided(error: BaseException) -> bool:
    """Was a transaction cancelled for reasons that pass?"""
    reasons = _reasons(error)
    return bool(reasons) and reasons <= BUSY
