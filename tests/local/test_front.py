"""The front passes everything through and adds nothing of its own."""

import http.client
import json
from collections.abc import Iterator

import pytest
from flask import Flask, Response, jsonify, request

from local.front import Front
from local.serving import LoopbackServer


def stand_in(name: str) -> Flask:
    """Return a server that answers with what it was asked."""
    app = Flask(name)

    @app.route("/", defaults={"path": ""}, methods=["GET", "POST"])
    @app.route("/<path:path>", methods=["GET", "POST"])
    def echo(path: str) -> Response:
        answer = jsonify(
            {
                "name": name,
                "path": path,
                "query": request.query_string.decode(),
                "body": request.get_data(as_text=True),
                "cookie": request.headers.get("Cookie"),
                "headers": sorted(header.lower() for header, _ in request.headers),
            }
        )
        answer.status_code = 303
        answer.headers["Location"] = "/elsewhere"
        answer.headers.add("Set-Cookie", "__Host-a=1; Secure; Path=/")
        answer.headers.add("Set-Cookie", "b=2")
        return answer

    return app


@pytest.fixture
def front() -> Iterator[Front]:
    with (
        LoopbackServer(stand_in("mailbox"), "a mailbox") as mailbox,
        LoopbackServer(stand_in("timeline"), "a timeline") as timeline,
        LoopbackServer(stand_in("desk"), "a desk") as desk,
        Front(mailbox=mailbox.url, timeline=timeline.url) as front,
    ):
        front.desk = f"{desk.url}/_aws/lambda-url/abc"
        yield front


def asked(
    front: Front,
    method: str,
    path: str,
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[http.client.HTTPResponse, bytes]:
    """Return answer and content of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", int(front.url.rpartition(":")[2]))
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/mailbox", "mailbox"),
        ("/mailbox/1/raw", "mailbox"),
        ("/timeline?x=1", "timeline"),
        ("/mailboxes", "desk"),
        ("/", "desk"),
        ("/2026-12-04_1/abc", "desk"),
    ],
)
def test_each_path_has_one_place(front: Front, path: str, name: str) -> None:
    assert json.loads(asked(front, "GET", path)[1])["name"] == name


def test_a_request_arrives_as_it_was_sent(front: Front) -> None:
    _, content = asked(
        front,
        "POST",
        "/write/it?x=1&y=%2F",
        b"text=hello",
        {"Cookie": "a=1; b=2", "Content-Type": "application/x-www-form-urlencoded"},
    )
    arrived = json.loads(content)
    assert arrived["path"] == "_aws/lambda-url/abc/write/it"
    assert (arrived["query"], arrived["body"]) == ("x=1&y=%2F", "text=hello")
    assert arrived["cookie"] == "a=1; b=2"
    assert arrived["headers"] == [
        "accept-encoding",
        "content-length",
        "content-type",
        "cookie",
        "host",
    ]


def test_cookies_and_redirects_pass_unchanged(front: Front) -> None:
    answer, _ = asked(front, "GET", "/")
    assert (answer.status, answer.getheader("Location")) == (303, "/elsewhere")
    assert answer.headers.get_all("Set-Cookie") == ["__Host-a=1; Secure; Path=/", "b=2"]
    assert sorted(name.lower() for name, _ in answer.getheaders()) == [
        "content-length",
        "content-type",
        "date",
        "location",
        "set-cookie",
        "set-cookie",
    ]


def test_head_brings_headers_and_no_content(front: Front) -> None:
    answer, content = asked(front, "HEAD", "/")
    assert (answer.status, content) == (303, b"")
    assert int(answer.getheader("Content-Length") or 0) > 0


@pytest.mark.parametrize(
    ("size", "content_type", "status"),
    [
        (6 * 1024 * 1024, "text/plain", 303),
        (6 * 1024 * 1024 + 1, "text/plain", 413),
        # Lambda's event holds it as base64, which is a third longer.
        (5 * 1024 * 1024, "image/jpeg", 413),
        (4 * 1024 * 1024, "image/jpeg", 303),
    ],
)
def test_a_request_larger_than_aws_takes_is_refused(
    front: Front, size: int, content_type: str, status: int
) -> None:
    answer, _ = asked(front, "POST", "/", b"x" * size, {"Content-Type": content_type})
    assert answer.status == status


def test_before_the_desk_is_deployed_the_front_says_so(front: Front) -> None:
    front.desk = None
    answer, content = asked(front, "GET", "/")
    assert (answer.status, content) == (503, b"The desk is not deployed yet.\n")


def test_nothing_behind_the_address_is_a_bad_gateway(front: Front) -> None:
    front.desk = "http://127.0.0.1:1"
    assert asked(front, "GET", "/")[0].status == 502


def test_another_host_name_reaches_nothing(front: Front) -> None:
    assert asked(front, "GET", "/", headers={"Host": "evil.example.org"})[0].status == 421
