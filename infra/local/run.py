"""`make run`: one compressed weekend on this machine, shown as it happens, and checked."""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.markup import escape

from local.browsing import Browser
from local.clock import utc_now
from local.company import Company
from local.compressed import (
    ACCOUNT,
    COORDINATOR,
    LENGTH,
    PARAMETERS,
    UNTIL_START,
    YOU,
    YOUR_LENGTH,
)
from local.coordinator import Coordinator
from local.errors import LocalStackError
from local.guest import Guest
from local.sample import DemoWeekend, moved_to, read_sheet, with_you, write_roster
from local.show import Show
from local.stack import LocalStack
from local.verdict import verdict
from local.watch import Watch

ROOT = Path(__file__).parents[2]
LONDON = ZoneInfo("Europe/London")
# Going live and the first look take a moment; the start is counted from when they are done.
GRACE = timedelta(seconds=6)
WIDEST = 100


class NotAsPromisedError(Exception):
    """Something that should have happened did not, in time."""


def wait_for(seen: Callable[[], object], seconds: float, what: str) -> object:
    """Wait until `seen` gives something; raise a sentence if it does not."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        found = seen()
        if found:
            return found
        time.sleep(0.25)
    raise NotAsPromisedError(f"{what} did not come within {seconds:.0f} seconds")


def main() -> int:
    """Run the demonstration; 0 if all of it held, 1 and a sentence if not."""
    console = Console(highlight=False)
    # A line is read more easily than it is long; without a terminal the width is anybody's guess.
    console.width = min(console.width, WIDEST) if sys.stdout.isatty() else WIDEST
    once = bool(os.environ.get("ONCE")) or not sys.stdout.isatty()
    console.print("[bold]Weekend Takeover[/bold]: one weekend in three minutes, on this machine.")
    console.print("Starting the embedded AWS and deploying template.yaml (half a minute) …")
    try:
        with LocalStack(
            ROOT / "template.yaml", PARAMETERS, cache=ROOT / ".build", ports=_ports()
        ) as stack:
            well = _weekend(console, stack, once=once)
    except (LocalStackError, NotAsPromisedError, LookupError) as error:
        console.print(f"[red]It did not work:[/red] {escape(str(error))}")
        return 1
    except KeyboardInterrupt:
        console.print("\nStopped before the weekend was over. Nothing is left running.")
        return 130
    if not once:
        console.print("Stopped. Nothing is left running. Thank you for looking.")
    return 0 if well else 1


def _ports() -> dict[str, int]:
    """A fixed address for the browser where it is asked for; else whatever is free."""
    port = os.environ.get("PORT", "")
    if port and not (port.isdecimal() and 0 < int(port) < 65536):
        raise LocalStackError(f"PORT is {port!r}; it should be a number such as 8400.")
    return {"front": int(port)} if port else {}


def _weekend(console: Console, stack: LocalStack, *, once: bool) -> bool:
    _warm_up(stack)
    demo = DemoWeekend.starting(utc_now() + GRACE + UNTIL_START, LENGTH, LONDON)
    show = Show(demo, console)
    _go_live(show, stack)
    rows = moved_to(read_sheet(), demo)
    _write_list(show, stack, demo, rows)
    with _for_the_doctor(stack) as variables:
        _addresses(show, stack, variables)
        show.heading("How to read what follows")
        show.legend()
        watch = Watch(stack, show)
        with watch:
            guest = Guest(stack, show, wait_for, watch.gather)
            _live_through(show, demo, guest, Coordinator(stack, show, wait_for))
            wait_for(lambda: _settled(watch, demo), 40, "the last mail")
        well = verdict(console, demo, watch, guest.attempts, stack)
        if not once:
            _stay(show, watch, rows[0])
    return well


def _warm_up(stack: LocalStack) -> None:
    """Let each function's slow first run pass before the clock of a short weekend starts.

    All but reminders: with an empty list its Wednesday mail would have nothing to say.
    """
    waiting = set(stack.functions.values()) - {stack.functions["RemindersFunction"]}
    for rule in stack.rules.deployed():
        if rule.enabled and rule.function in waiting:
            waiting.remove(rule.function)
            stack.rules.deliver(rule)
    Browser(stack.front_url).get("/")


def _go_live(show: Show, stack: LocalStack) -> None:
    """What an operator does once: fill in X's keys and end the rehearsal."""
    stack.give_x_tokens()
    show.heading("The operator stores the keys of X and ends the rehearsal (make live)")
    answer = subprocess.run(
        [str(ROOT / ".venv/bin/python"), "-m", "operate.live", "--yes"],
        env=_environment(stack),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise NotAsPromisedError(f"going live failed: {answer.stdout}{answer.stderr}")
    # Before this it says what will be sent: with an empty list, nearly nothing.
    since = [line for line in answer.stdout.splitlines() if line.startswith("It is live")]
    show.say(f"  {''.join(since)}")


def _write_list(
    show: Show, stack: LocalStack, demo: DemoWeekend, rows: list[dict[str, str]]
) -> None:
    write_roster(stack.clients("dynamodb"), stack.outputs["RosterTable"], ACCOUNT, rows)
    show.heading("The coordinator has written the list of weekends; from here nobody helps")
    for row in rows:
        line = f"  {row['weekend']}  {row.get('status', ''):<9}  {row.get('public_name', ''):<8}  "
        show.say(f"{line}[dim]{escape(row.get('notes', ''))}[/dim]")
    show.paragraph(
        f"The first one passes now, in {LENGTH.seconds} seconds: "
        f"{demo.starts_at:%H:%M:%S} to {demo.ends_at:%H:%M:%S}, London time."
    )


def _environment(stack: LocalStack) -> dict[str, str]:
    """What a command of the operator needs to find this stack instead of one on AWS."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": f"{ROOT / 'functions'}:{ROOT / 'infra'}",
        "STACK": stack.deployment.stack_name,
        "AWS_ENDPOINT_URL": stack.emulator.url,
        "AWS_ENDPOINT_URL_SESV2": stack.ses_url,
        "X_API_URL": stack.x_url,
        "AWS_DEFAULT_REGION": stack.emulator.region,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }


@contextmanager
def _for_the_doctor(stack: LocalStack) -> Iterator[Path]:
    """A file for a shell, so that the operator's commands find this stack; gone with it."""
    path = ROOT / ".build" / f"local-{stack.front_url.rpartition(':')[2]}.env"
    variables = {key: value for key, value in _environment(stack).items() if "PATH" not in key}
    path.write_text(
        "".join(f"export {key}={shlex.quote(value)}\n" for key, value in variables.items()),
        encoding="utf-8",
    )
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _addresses(show: Show, stack: LocalStack, variables: Path) -> None:
    show.heading("To look at in a browser, now or afterwards")
    show.say(f"  every mail        {stack.front_url}/mailbox")
    show.say(f"  the account on X  {stack.front_url}/timeline")
    show.say("  the guest's page  by the button in a mail to bluebell@example.org;")
    show.say("                    it asks for the four numbers from the mail “Today at …”")
    show.say(f"  the list          {stack.front_url}/list")
    show.say(f"                    as {COORDINATOR}; the number comes to the mailbox")
    show.say(f"  is it well?       (. {variables.relative_to(ROOT)}; make doctor)")


def _live_through(show: Show, demo: DemoWeekend, guest: Guest, coordinator: Coordinator) -> None:
    show.heading("The guest is asked, and gets ready")
    guest.say_yes()
    guest.set_words()
    guest.sign_in()
    wait_for(lambda: utc_now() > demo.starts_at, 90, "the start")
    show.heading("Friday: the account is with the guest")
    wait_for(lambda: utc_now() > demo.starts_at + timedelta(seconds=2), 90, "a moment")
    guest.post()
    last = demo.ends_at - timedelta(seconds=12)
    wait_for(lambda: utc_now() > last, 90, "the last seconds")
    guest.try_in_the_last_seconds()
    wait_for(lambda: utc_now() > demo.ends_at, 90, "the end")
    show.heading("Monday: it is ours again")
    wait_for(lambda: utc_now() > demo.ends_at + timedelta(seconds=2), 90, "a moment")
    guest.try_again()
    coordinator.look_at_the_list(demo)
    show.heading("Afterwards")
    guest.answer()


def _settled(watch: Watch, demo: DemoWeekend) -> bool:
    """Has the last mail of the weekend gone out: the answers, to the coordinator?"""
    return any(
        mail["tags"].get("step") == "answers"
        and mail["tags"].get("turn") == demo.turn.replace("#", "_")
        for mail in watch.stack.mails()
    )


def _stay(show: Show, watch: Watch, row: Mapping[str, str]) -> None:
    """Hold everything up until Ctrl-C; meanwhile whoever looks may be the next guest."""
    stack = watch.stack
    try:
        demo = DemoWeekend.starting(utc_now() + UNTIL_START, YOUR_LENGTH, LONDON)
        yours = with_you(row, demo, YOU)
        write_roster(stack.clients("dynamodb"), stack.outputs["RosterTable"], ACCOUNT, [yours])
        show.now_about(demo, f"{demo.friday}#2")
        show.heading("Would you like to be the next guest? It all stays up until you press Ctrl-C")
        show.paragraph(
            f"Your weekend is from {demo.starts_at:%H:%M:%S} to {demo.ends_at:%H:%M:%S}, London "
            f"time. Open {stack.front_url}/mailbox and follow the mails to {YOU}, beginning with "
            "“… please say yes”."
        )
        company = Company(stack)
        with watch:
            while True:
                company.look()
                time.sleep(1)
    except KeyboardInterrupt:
        # A second Ctrl-C would only leave things lying about.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        show.say("\nStopping …")


if __name__ == "__main__":
    raise SystemExit(main())
