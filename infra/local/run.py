"""`make run`: one compressed weekend on this machine, shown as it happens, and checked."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console

from local.clock import utc_now
from local.compressed import ACCOUNT, LENGTH, PARAMETERS, UNTIL_START
from local.errors import LocalStackError
from local.guest import Guest
from local.sample import DemoWeekend, moved_to, read_sheet, write_roster
from local.show import Show
from local.stack import LocalStack
from local.verdict import verdict
from local.watch import Watch

ROOT = Path(__file__).parents[2]
LONDON = ZoneInfo("Europe/London")
# Going live and the first look take a moment; the start is counted from when they are done.
GRACE = timedelta(seconds=6)
PORTS = {"front": 8400}


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
    console = Console(width=None if sys.stdout.isatty() else 140, soft_wrap=True)
    once = bool(os.environ.get("ONCE")) or not sys.stdout.isatty()
    console.print("[bold]Weekend Takeover[/bold]: one weekend in two minutes, on this machine.")
    console.print("Starting the embedded AWS and deploying template.yaml …")
    try:
        with LocalStack(
            ROOT / "template.yaml", PARAMETERS, cache=ROOT / ".build", ports=_ports()
        ) as stack:
            return _weekend(console, stack, once=once)
    except (LocalStackError, NotAsPromisedError, LookupError) as error:
        console.print(f"[red]It did not work:[/red] {error}")
        return 1
    except KeyboardInterrupt:
        console.print("\nStopped. Nothing is left running.")
        return 130


def _ports() -> dict[str, int]:
    """A fixed address for the browser where it is asked for; else whatever is free."""
    return {"front": int(os.environ["PORT"])} if os.environ.get("PORT") else {}


def _weekend(console: Console, stack: LocalStack, *, once: bool) -> int:
    demo = DemoWeekend.starting(utc_now() + GRACE + UNTIL_START, LENGTH, LONDON)
    show = Show(demo, console)
    _go_live(show, stack)
    table = stack.outputs["RosterTable"]
    rows = moved_to(read_sheet(), demo)
    write_roster(stack.clients("dynamodb"), table, ACCOUNT, rows)
    show.heading("The coordinator has written the list of weekends; from here nobody helps")
    for row in rows:
        show.say(f"  {row['weekend']}  {row.get('status', ''):<10} {row.get('public_name', '')}")
    show.say(
        f"  The first of them passes now: {demo.starts_at:%H:%M:%S} to {demo.ends_at:%H:%M:%S}."
    )
    _addresses(show, stack)
    with Watch(stack, show) as watch:
        guest = Guest(stack, show, wait_for)
        _live_through(show, demo, guest)
        wait_for(lambda: _settled(watch, demo), 40, "the last mail")
    well = verdict(console, demo, watch, guest.attempts, stack)
    if not once:
        _stay(show, stack)
    return 0 if well else 1


def _go_live(show: Show, stack: LocalStack) -> None:
    """What an operator does once: fill in X's keys and end the rehearsal."""
    stack.give_x_tokens()
    show.heading("The operator goes live (make live)")
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
    show.say(answer.stdout.strip())


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


def _addresses(show: Show, stack: LocalStack) -> None:
    show.heading("Open these in a browser, now or afterwards")
    show.say(f"  every mail          {stack.front_url}/mailbox")
    show.say(f"  the account on X    {stack.front_url}/timeline")
    show.say("  the guest's page    by the link in any mail to bluebell@example.org,")
    show.say("                      with the four numbers from the mail “Today at …”")
    variables = {name: value for name, value in _environment(stack).items() if "PATH" not in name}
    show.say("  make doctor         " + " ".join(f"{k}={v}" for k, v in variables.items()))


def _live_through(show: Show, demo: DemoWeekend, guest: Guest) -> None:
    show.heading("The guest is asked, and gets ready")
    guest.say_yes()
    guest.set_words()
    guest.sign_in()
    wait_for(lambda: utc_now() > demo.starts_at + timedelta(seconds=1), 90, "the start")
    show.heading("Friday: the account is with the guest")
    guest.post()
    last = demo.ends_at - timedelta(seconds=12)
    wait_for(lambda: utc_now() > last, 90, "the last seconds")
    guest.try_in_the_last_seconds()
    wait_for(lambda: utc_now() > demo.ends_at + timedelta(seconds=2), 90, "the end")
    show.heading("Monday: it is ours again")
    guest.try_again()
    show.heading("Afterwards")
    guest.answer()


def _settled(watch: Watch, demo: DemoWeekend) -> bool:
    """Has the last mail of the weekend gone out: the answers, to the coordinator?"""
    return any(
        mail["tags"].get("step") == "answers"
        and mail["tags"].get("turn") == demo.turn.replace("#", "_")
        for mail in watch.stack.mails()
    )


def _stay(show: Show, stack: LocalStack) -> None:
    show.say("\nIt stays up until you press Ctrl-C; the other weekends go on.")
    with Watch(stack, show):
        try:
            while True:
                time.sleep(1)
        except KeyboardInterrupt:
            show.say("\nStopped. Nothing is left running.")


if __name__ == "__main__":
    raise SystemExit(main())
