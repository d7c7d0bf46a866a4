"""One weekend in two minutes: settings of the demonstration, and its compressed timeline.

Only when things are due is compressed; the code that guards access reads the real clock, and the
row's own window says when the weekend is.
"""

import json
from datetime import timedelta

ACCOUNT = "ourcharity"
GUEST = "bluebell@example.org"
COORDINATOR = "robin@example.org"
DUTY = "kit@example.org"
YOU = "you@example.org"
# From the roster's writing to the start; and from the start to the end.
UNTIL_START = timedelta(seconds=48)
LENGTH = timedelta(seconds=36)
# Afterwards whoever looks may be a guest: long enough to read everything.
YOUR_LENGTH = timedelta(minutes=10)

# An anchor and seconds after it: first when due, then when too late.
STEPS: dict[str, dict[str, list[str | int]]] = {
    "booked": {"due": ["seen", 2], "late": ["end", -5]},
    "still_good": {"due": ["start", -3000000], "late": ["start", -2900000]},
    "getting_ready": {"due": ["start", -34], "late": ["start", -18]},
    "all_set": {"due": ["start", -26], "late": ["start", 0]},
    "ready_2_days": {"due": ["start", -23]},
    "ready_3_hours": {"due": ["start", -12]},
    "please_ring": {"due": ["start", -18], "late": ["start", 0]},
    "open": {"due": ["start", -17], "late": ["end", 0]},
    "waiting_to_open": {"due": ["start", -8], "late": ["end", 0]},
    "proof": {"late": ["end", 3600]},
    "thank_you": {"due": ["end", 6], "late": ["end", 3600]},
    "survey": {"due": ["end", 12], "late": ["end", 3600]},
    "survey_again": {"due": ["end", 3000], "late": ["end", 3600]},
    "weekly": {"due": ["now", 0], "late": ["now", 1]},
    "mistakes": {"due": ["seen", 3]},
}

PARAMETERS = {
    "Account": ACCOUNT,
    "Charity": "our charity",
    "Coordinator": f"Robin Lee <{COORDINATOR}>",
    "Deputy": "Alex Moss <alex@example.org>",
    "TechnicalHelper": "Jo Field <jo@example.org>",
    "Sender": "Weekend team <weekend@example.org>",
    "WhereToKeepTalking": "the Tuesday evening group",
    "TimelineOverrides": json.dumps(
        {"steps": STEPS, "mail_gap_seconds": 0, "any_hour": True}, separators=(",", ":")
    ),
}
