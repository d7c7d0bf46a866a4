"""DynamoDB's typed attribute values, and the plain Python values that they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

type Item = dict[str, Any]


def plain(value: Mapping[str, Any]) -> object:
    """Read one attribute value, whatever its type: a person may have typed it in the console.

    Numbers become int where they are whole, otherwise Decimal; sets stay sets.
    """
    ((kind, held),) = value.items()
    match kind:
        case "N":
            return _number(held)
        case "NS":
            return {_number(number) for number in held}
        case "SS" | "BS":
            return set(held)
        case "L":
            return [plain(element) for element in held]
        case "M":
            return plain_item(held)
        case "NULL":
            return None
        case _:
            return held


def plain_item(raw: Mapping[str, Mapping[str, Any]]) -> Item:
    """Read a whole item."""
    return {name: plain(value) for name, value in raw.items()}


def typed(value: object) -> dict[str, Any]:
    """Write a plain value for DynamoDB, of any type that `plain` reads; raises TypeError else."""
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": str(value)}
        case int() | Decimal():
            return {"N": str(value)}
        case bytes():
            return {"B": value}
        case Mapping():
            return {"M": typed_item(value)}
        case list():
            return {"L": [typed(element) for element in value]}
        case set():
            return _typed_set(value)
        case _:
            raise TypeError(f"a table does not hold a {type(value).__name__}")


def _typed_set(value: set[object]) -> dict[str, Any]:
    """Write a set, whose elements are all of one type."""
    elements = [typed(element) for element in value]
    (kind,) = {kind for element in elements for kind in element}
    return {f"{kind}S": [element[kind] for element in elements]}


def typed_item(item: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    """Write a whole item for DynamoDB."""
    return {name: typed(value) for name, value in item.items()}


def _number(text: str) -> int | Decimal:
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else number
