"""The whole local stack as one thing: sandboxes, front, embedded AWS, the deployed template.

`with LocalStack(template, parameters, cache=Path(".build")) as stack:` and then, for instance,
`stack.rules.deliver_all()`, `stack.front_url`, `stack.mails()`, `stack.posts()`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Self

from local import ses_sandbox, x_sandbox
from local.deploy import Deployment, deploy, read_template
from local.emulator import DEFAULT_REGION, Emulator
from local.feed import Feed
from local.front import Front
from local.rules import Rules
from local.serving import LoopbackServer
from local.ses_state import SesSandbox
from local.x_posts import Post
from local.x_state import XAccount, XSandbox, sample_keys

_DESK = "DeskFunction"


class LocalStack:
    """Starts everything on entering, ends everything on leaving; all of it on loopback.

    Args:
        template: the project's template.yaml.
        parameters: of the template; `PublicBaseUrl` is filled in with the front's address, and
            `MonthlyBudget` with none.
        cache: a folder that git ignores, for built dependencies.
        ports: fixed ports by name (`front`, `aws`, `ses`, `x`); the others are chosen free.
        verified: further identities (addresses, domains) that the sandboxed SES may send as.
        uv: the uv to install dependencies with; found by itself if not given.
        python: the interpreter that has ministack, if it is not this one.

    Raises:
        LocalStackError: something could not start or be deployed; the text says what to do.
    """

    emulator: Emulator
    deployment: Deployment
    rules: Rules
    feed: Feed
    front: Front

    def __init__(
        self,
        template: Path,
        parameters: Mapping[str, str],
        *,
        cache: Path,
        ports: Mapping[str, int] | None = None,
        verified: frozenset[str] = frozenset(),
        region: str = DEFAULT_REGION,
        stack_name: str = "takeover",
        uv: str | None = None,
        python: Path | None = None,
    ) -> None:
        self._template = template
        self._parameters = dict(parameters)
        self._cache = cache
        self._ports = dict(ports or {})
        self._region = region
        self._stack_name = stack_name
        self._uv = uv
        self._python = python
        self._running = ExitStack()
        charity = parameters.get("Charity", "our charity")
        self.account = XAccount(
            parameters.get("Account", "ourcharity"), charity[:1].upper() + charity[1:]
        )
        self.x_keys = sample_keys(self.account)
        self.x = XSandbox(self.account, self.x_keys)
        sender = parseaddr(parameters.get("Sender", ""))[1]
        self.ses = SesSandbox({*verified, *([sender] if sender else [])}, region=region)

    def __enter__(self) -> Self:
        with ExitStack() as starting:
            self._start(starting)
            self._running = starting.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    @property
    def front_url(self) -> str:
        """Return the address for browsers, without a slash at the end."""
        return self.front.url

    @property
    def outputs(self) -> Mapping[str, str]:
        """Return the outputs of the root stack."""
        return self.deployment.outputs

    @property
    def functions(self) -> Mapping[str, str]:
        """Return the functions' names by their logical ids."""
        return self.deployment.functions

    def clients(self, service: str, **options: Any) -> Any:
        """Return a boto3 client of the embedded AWS."""
        return self.emulator.client(service, **options)

    def mails(self) -> list[dict[str, Any]]:
        """Return every mail so far, parsed, the oldest first."""
        return [mail.as_json() for mail in list(self.ses.mails)]

    def posts(self) -> list[Post]:
        """Return what the account shows on the sandboxed X, the newest first."""
        return self.x.posts.own()

    def give_x_tokens(self) -> None:
        """Do what a person does before going live: put the four keys into the secret."""
        self.clients("secretsmanager").put_secret_value(
            SecretId=self.deployment.physical("XTokens"),
            SecretString=json.dumps(vars(self.x_keys)),
        )

    def logs(self, function: str, since_ms: int = 0) -> Iterator[dict[str, Any]]:
        """Yield a function's own log lines since an epoch time, the oldest first.

        Args:
            function: its logical id.
            since_ms: milliseconds.
        """
        reading = self.clients("logs").get_paginator("filter_log_events")
        group = f"/aws/lambda/{self.functions[function]}"
        for page in reading.paginate(logGroupName=group, startTime=since_ms):
            for event in page["events"]:
                # Lambda's own START, END and REPORT lines are not JSON.
                if event["message"].startswith("{"):
                    yield json.loads(event["message"])

    def _start(self, starting: ExitStack) -> None:
        ses = starting.enter_context(
            LoopbackServer(
                ses_sandbox.create_app(self.ses), "the sandboxed SES", self._ports.get("ses", 0)
            )
        )
        x = starting.enter_context(
            LoopbackServer(x_sandbox.create_app(self.x), "the sandboxed X", self._ports.get("x", 0))
        )
        self.ses_url, self.x_url = ses.url, x.url
        self.front = starting.enter_context(
            Front(mailbox=ses.url, timeline=x.url, port=self._ports.get("front", 0))
        )
        self.emulator = starting.enter_context(
            Emulator(
                {"AWS_ENDPOINT_URL_SESV2": ses.url, "X_API_URL": x.url},
                port=self._ports.get("aws", 0),
                region=self._region,
                python=self._python,
            )
        )
        asked = read_template(self._template).get("Parameters", {})
        # The embedded AWS knows no budgets.
        ours = {"PublicBaseUrl": self.front.url, "MonthlyBudget": "0"}
        self._parameters = {name: ours[name] for name in ours if name in asked} | self._parameters
        self.deployment = deploy(
            self.emulator,
            self._template,
            self._parameters,
            cache=self._cache,
            stack_name=self._stack_name,
            uv=self._uv,
        )
        self.rules = Rules(self.emulator, self.functions.values())
        self.feed = Feed(self.emulator, self.functions.values(), self.ses)
        if _DESK in self.functions:
            self.front.desk = self._desk_address()

    def _desk_address(self) -> str:
        """Return where the emulator serves the desk's Function URL: its AWS name leads nowhere."""
        url = self.clients("lambda").get_function_url_config(FunctionName=self.functions[_DESK])
        found = re.match(r"https://([^.]+)\.", url["FunctionUrl"])
        url_id = found[1] if found else ""
        return f"{self.emulator.url}/_aws/lambda-url/{url_id}"
