"""X's own OpenAPI document, and what it says of a request and of its answer."""

from __future__ import annotations

import copy
import json
import os
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from openapi_core import Config, OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest, RequestsOpenAPIResponse

PROJECT = Path(__file__).parents[2]
VARIABLE = "X_OPENAPI"
BESIDE_THE_PROJECT = PROJECT.parent / "shared/reference/x-openapi.json"
WHERE = (
    f"X's OpenAPI document is not at hand: name its file in {VARIABLE}; it is published at "
    "https://api.x.com/2/openapi.json"
)
TWEEPYS_HOST, DOCUMENTED_HOST = "https://api.twitter.com", "https://api.x.com"


@dataclass(frozen=True)
class Exchange:
    """One request as our client signed it, and what came back."""

    request: requests.PreparedRequest
    response: requests.Response

    def __str__(self) -> str:
        where = urlsplit(self.request.url or "")
        asked = ", ".join(sorted([*parse_qs(str(where.query)), *self.body()]))
        shape = f"{self.request.method} {where.path!s}: {asked}".removesuffix(": ")
        return re.sub(r"/\d{2,}", "/:id", shape)

    def body(self) -> Mapping[str, Any]:
        """The JSON that was sent."""
        sent: Mapping[str, Any] = json.loads(self.request.body) if self.request.body else {}
        return sent


class XDocument:
    """Looks requests and answers up in the document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        # The document is X's; whether it is a good one is not our question.
        config = Config(
            spec_validator_cls=None,
            extra_media_type_deserializers={"application/problem+json": json.loads},
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._api = OpenAPI.from_dict(dict(document), config=config)
            self._strict = OpenAPI.from_dict(_closed(document), config=config)

    def check_request(self, exchange: Exchange) -> None:
        """Raise what is wrong with the method, the path, the query or the body."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it does not know OAuth 1.0a, which X does
            self._api.validate_request(RequestsOpenAPIRequest(exchange.request))
        where = urlsplit(exchange.request.url or "")
        unknown = set(parse_qs(str(where.query))) - set(self._parameters(exchange))
        assert unknown == set(), f"{exchange}: the document has no such parameters"

    def check_answer(self, exchange: Exchange) -> None:
        """Raise what is wrong with an answer; one that is no refusal may not say anything else."""
        fine = exchange.response.status_code < 300
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            (self._strict if fine else self._api).validate_response(
                RequestsOpenAPIRequest(exchange.request),
                RequestsOpenAPIResponse(exchange.response),
            )

    def _parameters(self, exchange: Exchange) -> Iterator[str]:
        path = str(urlsplit(exchange.request.url or "").path)
        for template, operations in self._document["paths"].items():
            if re.fullmatch(re.sub(r"\{\w+\}", "[0-9]+", template), path):
                operation = operations[(exchange.request.method or "").lower()]
                for parameter in operation.get("parameters", ()):
                    yield str(self._resolved(parameter)["name"])

    def _resolved(self, one: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in one:
            return one
        found: Any = self._document
        for name in one["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        resolved: Mapping[str, Any] = found
        return resolved


def path_of_document() -> Path | None:
    """Where the document lies, or None."""
    path = Path(os.environ.get(VARIABLE) or BESIDE_THE_PROJECT)
    return path if path.is_file() else None


def recorded(request: requests.PreparedRequest, response: requests.Response) -> Exchange:
    """An exchange under the name by which the document knows X: tweepy has the older one."""
    request.url = (request.url or "").replace(TWEEPYS_HOST, DOCUMENTED_HOST, 1)
    return Exchange(request, response)


def _closed(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same document, in which no object may have a property that it does not name."""
    closed = copy.deepcopy(dict(document))
    for schema in closed["components"]["schemas"].values():
        _close(schema)
    return closed


def _close(schema: Any) -> None:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            schema.setdefault("additionalProperties", False)
        for one in schema.values():
            _close(one)
    elif isinstance(schema, list):
        for one in schema:
            _close(one)
