"""A deployed stack, found by its name, and the very settings that its functions have.

AWS's own variables and files say which account and region: `AWS_PROFILE`, `AWS_DEFAULT_REGION`.
`AWS_ENDPOINT_URL` leads to a local stack instead. `STACK` names another stack than usual.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoRegionError

from operate.errors import NoSuchStackError, OperateError, in_plain_words
from takeover.bootstrap import AwsWorld, build
from takeover.errors import SettingsError

USUAL_NAME = "weekend-takeover"
# Set where a stack is local; the functions of such a stack find them in the emulator's environment.
FROM_HERE = ("X_API_URL",)
AWS_ERRORS = (BotoCoreError, ClientError)
_PATIENT = Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 3})


@dataclass(frozen=True)
class Stack:
    """A stack as CloudFormation describes it; `is_local` on the embedded AWS."""

    name: str
    region: str
    outputs: Mapping[str, str]
    is_local: bool
    session: boto3.Session
    here: Mapping[str, str]
    _clients: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def client(self, service: str) -> Any:  # noqa: ANN401 -- boto3 makes its clients' methods while running
        """Return a boto3 client of the stack's account and region; made once, for that is slow."""
        if service not in self._clients:
            make: Any = self.session.client  # typed for literal names of services only
            self._clients[service] = make(service, config=_PATIENT)
        return self._clients[service]

    def output(self, name: str) -> str:
        """Return an output of the stack.

        Raises:
            OperateError: the stack has no such output, so it is another one or an older one.
        """
        try:
            return self.outputs[name]
        except KeyError:
            raise OperateError(
                f"The stack {self.name} has no output {name}: it is not a Weekend Takeover, or an "
                "older one. Deploy it again (sam build && sam deploy), or name another by STACK."
            ) from None

    @cached_property
    def revocation(self) -> Mapping[str, Any]:
        """The deployed configuration of revocation, which has every setting but the desk's own."""
        name = self.output("RevocationName")
        try:
            return dict(self.client("lambda").get_function_configuration(FunctionName=name))
        except AWS_ERRORS as error:
            raise in_plain_words(error, f"reading the settings of {name}") from error

    def world(self) -> AwsWorld:
        """Return the world as the deployed functions see it.

        Raises:
            OperateError: a setting of the deployed function is missing or wrong.
        """
        env = dict(self.revocation.get("Environment", {}).get("Variables", {}))
        env |= {name: self.here[name] for name in FROM_HERE if self.here.get(name)}
        try:
            return build(env)
        except SettingsError as error:
            raise OperateError(f"The deployed settings are not right: {error}.") from error


def find(here: Mapping[str, str]) -> Stack:
    """Find the stack that this process's environment points at.

    Raises:
        NoSuchStackError: none of this name in this account and region.
        OperateError: no credentials, no region, or AWS refuses.
    """
    name = here.get("STACK") or USUAL_NAME
    doing = f"reading the stack {name}"
    try:
        session = boto3.Session()
        if not session.region_name:  # with AWS_ENDPOINT_URL boto3 would make one up
            raise NoRegionError
        formation = session.client("cloudformation", config=_PATIENT)
    except BotoCoreError as error:
        raise in_plain_words(error, doing) from error
    try:
        found = formation.describe_stacks(StackName=name)["Stacks"][0]
    except AWS_ERRORS as error:
        if "does not exist" in str(error):
            raise NoSuchStackError(_where_it_could_be(name, session, here)) from error
        raise in_plain_words(error, doing) from error
    return Stack(
        name=name,
        region=session.region_name,
        outputs={out["OutputKey"]: out["OutputValue"] for out in found.get("Outputs", [])},
        is_local=bool(here.get("AWS_ENDPOINT_URL")),
        session=session,
        here=here,
    )


def _where_it_could_be(name: str, session: boto3.Session, here: Mapping[str, str]) -> str:
    if here.get("AWS_ENDPOINT_URL"):
        return (
            f"There is no stack {name} on {here['AWS_ENDPOINT_URL']}. Start the local one with "
            "make run, and copy the line that it prints for this command."
        )
    return (
        f"There is no stack {name} in {session.region_name} of this AWS account. Deploy it (sam "
        "build && sam deploy), or say where it is: STACK=its-name AWS_DEFAULT_REGION=its-region."
    )
