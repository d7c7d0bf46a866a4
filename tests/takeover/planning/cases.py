"""Every row of the timeline: when it is due, when too late, and what it needs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from takeover.model.calendar import Window
from takeover.model.review import Ask
from takeover.model.turn import Ending, Fact, Holder, State, StepRecord
from tests.story import LONDON, WEEKEND, local, row
from tests.takeover.planning.scenes import OFF, ON, Case

ACCEPTED = {Fact.ACCEPTED: "2026-11-21 12:00"}
ALL_SET = {Fact.ALL_SET: "2026-12-03 15:00"}
SIGNED_IN = {Fact.SIGNED_IN: "2026-12-04 20:00"}
OPENED = ACCEPTED | {Fact.OPENED: "2026-12-04 10:00"}
CLOSED = OPENED | {Fact.CLOSED: "2026-12-07 09:05"}
DECLINED = {Fact.DECLINED: "2026-11-22 12:00"}
GONE = {Fact.GONE: "2026-11-24 10:00"}
ANSWERED = {Fact.ANSWERED: "2026-12-10 12:00"}
FORGET_ASKED = {Fact.FORGET_ASKED: "2026-12-10 12:00"}
TOOK_BACK = {Fact.TOOK_BACK: "2026-11-22 13:00"}
CHOSEN = {Fact.MOVED: "2026-11-24 10:00", Fact.CHOSEN: "2026-11-24 10:00"}
BOOKED = {"booked": "2026-11-20 10:00"}
TOOK_PLACE = {
    "booked": StepRecord(State.ABSORBED, local("2026-11-24 10:00"), proof="2026-11-27#1"),
}
PROOF = {"proof": "2026-12-07 09:05"}
START, END, END_2D, END_21D = (
    "2026-12-04 17:00", "2026-12-07 09:00", "2026-12-09 09:00", "2026-12-28 09:00",
)  # fmt: skip
PAUSED_BY_US = Holder("2026-12-04#1", "", "", Window.usual(WEEKEND, LONDON),
                      local("2026-12-05 12:00"), paused_by_us=True)  # fmt: skip
PAUSED = replace(PAUSED_BY_US, paused_by_us=False)
NOT_PAUSED, START_LISTENING = replace(PAUSED, paused_at=None), "2026-12-04 18:00"
OWN_PAUSE = OPENED | {Fact.PAUSED: "2026-12-05 12:00"}
ASKED = Ask(local("2026-12-05 12:00"), local("2026-12-07 09:00"))
LEFT = OWN_PAUSE | {Fact.LEFT_PAUSED: "2026-12-05 12:02", Fact.CLOSED: "2026-12-05 12:02"}
CANCELLED_ROW = row(status="cancelled")
KIM_ROW = row(guest_email="kim@example.org")
LATER_ROW = row(ends_at="2026-12-08 09:00")
NOT_ON: tuple[dict[str, Any], ...] = ({"cells": OFF}, {"cells": CANCELLED_ROW}, {"cells": KIM_ROW},
                                      {"cells": row(status="boked")})  # fmt: skip


def how(ending: Ending) -> dict[str, Ending]:
    return {"how": ending}


def not_how(*endings: Ending) -> tuple[dict[str, Any], ...]:
    """Every other ending."""
    return tuple({"turn": how(other)} for other in Ending if other not in endings)


BEFORE_FRIDAY = (
    Case("booked", "2026-11-20 10:00", "2026-12-06 21:00",
         without=(*NOT_ON, {"facts": DECLINED}, {"facts": GONE})),
    Case("still_for_you", "2026-11-17 10:00", "2026-11-24 17:00",
         facts={Fact.SEEN: "2026-11-10 09:00"}, steps={"booked": "2026-11-10 10:00"},
         without=(*NOT_ON, {"facts": ACCEPTED}, {"steps": {}})),
    Case("still_good", "2026-11-04 11:00", "2026-11-19 17:00",
         facts={Fact.SEEN: "2026-10-01 09:00"}, steps={"booked": "2026-10-01 10:00"},
         without=(*NOT_ON, {"facts": {Fact.SEEN: "2026-10-30 09:00"}})),
    Case("getting_ready", "2026-11-25 11:00", "2026-12-02 17:00", steps=BOOKED,
         without=(*NOT_ON, {"steps": {}, "facts": {Fact.SEEN: "2026-11-25 10:45"}})),
    Case("all_set", "2026-12-03 11:00", START, facts=ACCEPTED, without=(*NOT_ON, {"facts": {}})),
    *(
        Case(f"nobody_sure_{days}", due, START, facts={Fact.SEEN: "2026-11-10 09:00"},
             steps={"booked": booked},
             without=(*NOT_ON, {"facts": ACCEPTED}, {"steps": {}},
                      {"steps": {"booked": late}}))
        for days, due, booked, late in (
            (14, "2026-11-20 09:00", "2026-11-19 09:00", "2026-11-19 09:01"),
            (7, "2026-11-27 09:00", "2026-11-26 09:00", "2026-11-26 09:01"),
            (3, "2026-12-01 09:00", "2026-11-30 09:00", "2026-11-30 09:01"),
        )
    ),
    Case("ready_2_days", "2026-12-02 17:00", START, facts=ACCEPTED,
         without=(*NOT_ON, {"facts": {}}, {"steps": {"ready_3_hours": "2026-12-02 17:00"}})),
    Case("ready_3_hours", "2026-12-04 14:00", START, facts=ACCEPTED,
         without=(*NOT_ON, {"facts": {}})),
    Case("said_no", "2026-11-22 12:00", END, facts=DECLINED, turn={"declines": 1},
         without=({"facts": {}}, {"facts": DECLINED | GONE}, {"cells": KIM_ROW})),
    Case("guest_said_no", "2026-11-22 12:00", END, facts=DECLINED, turn={"declines": 1},
         without=({"facts": {}}, {"facts": DECLINED | GONE})),
    Case("no_taken_back", "2026-11-22 13:00", END, facts=TOOK_BACK, turn={"declines": 1},
         steps={"guest_said_no": "2026-11-22 12:00"},
         without=(*NOT_ON, {"facts": {}}, {"steps": {}}, {"facts": TOOK_BACK | DECLINED})),
    Case("kept_again", "2026-11-22 13:00", END, facts=TOOK_BACK, turn={"declines": 1},
         steps={"said_no": "2026-11-22 12:00"},
         without=(*NOT_ON, {"facts": {}}, {"steps": {}}, {"facts": TOOK_BACK | DECLINED})),
    Case("gone", "2026-11-24 10:00", None, facts=SIGNED_IN, cells=OFF,
         without=({"cells": row()}, {"facts": GONE}, {"facts": OPENED}, {"facts": DECLINED},
                  {"cells": row(guest_email="nobody")})),
    Case("back", "2026-11-24 10:10", None, facts=GONE,
         without=({"cells": OFF}, {"facts": {}}, {"cells": KIM_ROW},
                  {"steps": {"cancelled": "2026-11-24 10:30"}},
                  {"steps": {"cannot_tell": "2026-11-24 10:30"}},
                  {"turn": how(Ending.REHEARSAL_OVER)})),
    Case("cancelled", "2026-11-24 10:30", "2026-11-28 10:00", facts=GONE, steps=BOOKED,
         cells=CANCELLED_ROW, without=({"steps": {}}, {"cells": OFF}, {"cells": KIM_ROW})),
    Case("cannot_tell", "2026-11-24 10:30", "2026-12-01 10:00", facts=GONE, steps=BOOKED,
         cells=OFF, without=({"steps": {}}, {"cells": CANCELLED_ROW})),
)  # fmt: skip

WEEKEND_ITSELF = (
    Case("please_ring", "2026-12-04 10:00", START, facts=ACCEPTED,
         without=(*NOT_ON, {"facts": {}}, {"facts": ACCEPTED | ALL_SET})),
    Case("please_ring", "2026-12-04 07:00", "2026-12-04 09:00", facts=ACCEPTED,
         cells=row(starts_at="2026-12-04 09:00"), note="of a weekend that starts early"),
    Case("open", "2026-12-04 10:00", END, facts=ACCEPTED,
         without=(*NOT_ON, {"facts": {}}, {"facts": OPENED}, {"facts": ACCEPTED | DECLINED})),
    Case("open", "2026-12-04 07:00", END, facts=ACCEPTED,
         cells=row(starts_at="2026-12-04 09:00"), note="of a weekend that starts early"),
    Case("waiting_to_open", "2026-12-04 16:00", END, facts=ACCEPTED,
         without=(*NOT_ON, {"facts": {}}, {"facts": OPENED})),
    Case("number", "2026-12-04 10:00", END, facts=OPENED, without=(*NOT_ON, {"facts": ACCEPTED})),
    Case("introduction", START, "2026-12-05 18:00", facts=OPENED | ALL_SET,
         without=(*NOT_ON, {"facts": OPENED}, {"facts": ALL_SET})),
    Case("introduction", "2026-12-04 20:00", "2026-12-05 18:00", facts=OPENED | SIGNED_IN,
         note="of a guest who signs in late"),
    Case("not_signed_in", "2026-12-04 19:00", END, facts=OPENED,
         without=(*NOT_ON, {"facts": OPENED | SIGNED_IN}, {"facts": ACCEPTED})),
    Case("no_rush", "2026-12-05 10:00", "2026-12-05 18:00", facts=OPENED,
         without=(*NOT_ON, {"facts": OPENED | SIGNED_IN}, {"facts": ACCEPTED})),
    Case("too_much", "2026-12-05 12:00", END_2D,
         facts=OPENED | {Fact.PAUSED: "2026-12-05 12:00"}, turn={"pauses": 1},
         without=({"facts": OPENED},)),
    Case("told_us", "2026-12-05 12:00", END_2D, facts=OPENED | {Fact.TOLD_US: "2026-12-05 12:00"},
         steps={"told-danger-190": "2026-12-05 12:00"},
         without=({"facts": OPENED}, {"steps": {}})),
    Case("yes_wanted", "2026-12-05 12:05", END, facts=OPENED, turn={"asks": {"a1": ASKED}},
         without=(*NOT_ON, {"facts": ACCEPTED}, {"turn": {}},
                  {"turn": {"asks": {"a1": replace(ASKED, until=local("2026-12-05 12:05"))}}},
                  {"steps": {"yes_wanted": "2026-12-05 11:40"}})),
    Case("holding", "2026-12-05 12:05", "2026-12-07 08:00", facts=OWN_PAUSE, holder=PAUSED,
         turn={"pauses": 1},
         without=(*NOT_ON, {"facts": OPENED}, {"holder": None}, {"holder": PAUSED_BY_US},
                  {"holder": replace(PAUSED, paused_at=None)},
                  {"holder": replace(PAUSED, paused_at=local("2026-12-05 12:03"))},
                  {"holder": replace(PAUSED, turn="2026-12-04#2")}, {"facts": LEFT})),
    Case("holding", START, "2026-12-07 08:00",
         facts=OPENED | {Fact.PAUSED: "2026-12-04 16:26"},
         holder=replace(PAUSED, paused_at=local("2026-12-04 16:26")), turn={"pauses": 1},
         note="of a guest who paused before it began", without=({"facts": OPENED},)),
    Case("holding", "2026-12-05 12:05", "2026-12-07 08:00", facts=LEFT,
         turn=how(Ending.GUEST_STOPPED), note="of a guest who ended it out of a pause",
         without=(*NOT_ON, *not_how(Ending.GUEST_STOPPED), {"facts": OWN_PAUSE}, {"holder": PAUSED},
                  {"facts": LEFT | {Fact.CLOSED: "2026-12-05 14:00"}})),
    Case("paused_by_us", "2026-12-05 12:00", END,
         facts=OPENED | {Fact.PAUSED_BY_US: "2026-12-05 12:00"}, turn={"our_pauses": 1},
         holder=PAUSED_BY_US, without=(*NOT_ON, {"facts": OPENED}, {"holder": None},
                                       {"holder": replace(PAUSED_BY_US, paused_by_us=False)})),
    Case("new_number", "2026-12-04 20:00", END,
         facts=OPENED | {Fact.NEW_NUMBER: "2026-12-04 20:00"}, turn={"generation": 2},
         without=(*NOT_ON[:2], {"turn": {}})),
    Case("number_again", "2026-12-04 20:00", END,
         facts=OPENED | {Fact.ASKED_NUMBER: "2026-12-04 20:00"}, turn={"number_asks": 1},
         without=NOT_ON),
    Case("listen", "2026-12-04 21:00", "2026-12-07 08:05", holder=NOT_PAUSED,
         facts=OPENED | {Fact.SIGNED_IN: "2026-12-04 21:00"},
         without=(*NOT_ON, {"facts": OPENED}, {"holder": None}, {"holder": PAUSED},
                  {"facts": OPENED | SIGNED_IN | {Fact.BUSY: "2026-12-04 20:00"}},
                  {"turn": {"rehearsal": True}})),
    Case("listen", START_LISTENING, "2026-12-07 08:05", holder=NOT_PAUSED,
         facts=OPENED | {Fact.SIGNED_IN: "2026-12-04 12:00"}, note="of a guest who is early"),
    Case("busy", "2026-12-04 20:00", END, facts=OPENED | {Fact.BUSY: "2026-12-04 20:00"},
         without=(*NOT_ON, {"facts": OPENED})),
    Case("was_it_you", "2026-12-04 20:00", END,
         facts=OPENED | {Fact.SECOND_DEVICE: "2026-12-04 20:00"},
         without=(*NOT_ON, {"facts": OPENED})),
    Case("numbers_used_up", "2026-12-04 20:00", END,
         facts=OPENED | {Fact.NUMBERS_USED_UP: "2026-12-04 20:00"}, without=({"facts": OPENED},)),
    Case("bounced", "2026-11-20 10:05", "2026-11-27 10:05", steps=BOOKED,
         facts={Fact.BOUNCED: "2026-11-20 10:05"}, without=({"facts": {}},)),
    Case("later_end", "2026-12-04 10:00", END, facts=OPENED, cells=LATER_ROW,
         without=({"cells": row()}, {"cells": OFF}, {"facts": ACCEPTED},
                  {"cells": row(ends_at="2026-12-06 09:00")})),
    Case("later_end", "2026-12-04 10:00", END, facts=OPENED,
         cells=row(starts_at="2026-12-04 18:00"), note="for another start"),
)  # fmt: skip

SUSPENDED = OPENED | {Fact.SUSPENDED: "2026-12-05 12:00"}
BROKEN_ROW = row(status="boked")

CHANGES = (
    Case("moved", "2026-11-24 10:30", "2026-11-28 10:00", facts={Fact.MOVED: "2026-11-24 10:00"},
         steps=BOOKED, without=(*NOT_ON, {"facts": {}})),
    Case("moved_as_asked", "2026-11-24 10:00", "2026-11-28 10:00", facts=CHOSEN,
         steps=BOOKED, without=(*NOT_ON, {"facts": {}})),
    Case("guest_moved", "2026-11-24 10:30", START, facts=CHOSEN, steps=TOOK_PLACE,
         without=(*NOT_ON, {"facts": {}}, {"steps": BOOKED})),
    Case("suspend", "2026-12-05 12:00", END, facts=OPENED, cells=BROKEN_ROW,
         without=({"cells": ON}, {"facts": ACCEPTED}, {"facts": SUSPENDED}, {"facts": CLOSED})),
    Case("suspended", "2026-12-05 12:00", END, facts=SUSPENDED, cells=BROKEN_ROW,
         turn={"suspensions": 1}, without=({"facts": OPENED},)),
    Case("mended", "2026-12-05 12:00", None, facts=SUSPENDED,
         without=({"cells": BROKEN_ROW}, {"facts": OPENED})),
)  # fmt: skip

CLOSING = (
    Case("close", END, None, facts=OPENED,
         without=({"facts": ACCEPTED}, {"steps": {"close": "2026-12-07 09:00"}})),
    Case("close", "2026-12-06 09:00", None, facts=OPENED,
         cells=row(ends_at="2026-12-06 09:00"), note="when the row ends earlier"),
    Case("close", END, None, facts=OPENED, cells=row(status="boked"),
         note="although the row cannot be read"),
    Case("proof", "2026-12-07 09:05", END_2D, facts=CLOSED,
         without=({"facts": OPENED}, {"steps": PROOF})),
    Case("farewell", "2026-12-07 09:05", "2026-12-07 21:00", facts=CLOSED,
         turn=how(Ending.POSTED), without=not_how(Ending.POSTED)),
    *(
        Case("receipt", "2026-12-07 09:05", END_2D, facts=CLOSED, steps=PROOF, turn=how(ending),
             without=not_how(Ending.POSTED, Ending.SILENT, Ending.NEVER_CAME), note=ending)
        for ending in (Ending.POSTED, Ending.SILENT, Ending.NEVER_CAME)
    ),
    Case("receipt", "2026-12-07 09:35", END_2D, facts=CLOSED, turn=how(Ending.POSTED),
         note="without proof, after half an hour"),
    Case("guest_stopped", "2026-12-07 09:05", END_2D, facts=CLOSED,
         turn=how(Ending.GUEST_STOPPED), without=not_how(Ending.GUEST_STOPPED)),
    Case("charity_stopped", "2026-12-07 09:05", END_2D, facts=CLOSED, cells=OFF,
         turn=how(Ending.CHARITY_STOPPED), without=not_how(Ending.CHARITY_STOPPED)),
    Case("ended_early", "2026-12-07 09:05", END_2D, facts=CLOSED,
         turn=how(Ending.GUEST_STOPPED), without=(*not_how(Ending.GUEST_STOPPED), {"cells": OFF})),
)  # fmt: skip

AFTERWARDS = (
    Case("thank_you", "2026-12-07 11:00", END_2D, facts=CLOSED, turn=how(Ending.POSTED),
         without=(*not_how(Ending.POSTED), {"cells": OFF}, {"cells": KIM_ROW})),
    *(
        Case("did_not_work_out", "2026-12-07 11:00", END_2D, facts=CLOSED, turn=how(ending),
             without=not_how(Ending.SILENT, Ending.NEVER_CAME), note=ending)
        for ending in (Ending.SILENT, Ending.NEVER_CAME)
    ),
    *(
        Case("survey", "2026-12-09 11:00", END_21D, facts=CLOSED, turn=how(ending), note=ending,
             without=(*not_how(Ending.POSTED, Ending.SILENT), {"facts": CLOSED | ANSWERED}))
        for ending in (Ending.POSTED, Ending.SILENT)
    ),
    Case("survey_again", "2026-12-16 11:00", END_21D, facts=CLOSED, turn=how(Ending.POSTED),
         steps={"survey": "2026-12-09 11:00"},
         without=(*not_how(Ending.POSTED, Ending.SILENT), {"facts": CLOSED | ANSWERED})),
    Case("answers", "2026-12-10 12:00", None, facts=CLOSED | ANSWERED,
         turn={"answers": 1}, without=({"facts": CLOSED},)),
    Case("get_in_touch", "2026-12-10 12:00", None,
         facts=CLOSED | {Fact.WANTS_CONTACT: "2026-12-10 12:00"}, without=({"facts": CLOSED},)),
    *(
        Case("forget", "2027-03-07 09:00", None, facts=facts, turn=changes, steps=steps, cells=OFF,
             note=note,
             without=({"facts": facts, "steps": steps | {"forget": "2027-03-07 09:00"}},))
        for note, facts, changes, steps in (
            ("after a usual weekend", CLOSED, how(Ending.POSTED), {"close": END}),
            ("of a guest who said no", DECLINED, {}, {}),
            ("of a guest who never answered", {}, {}, {}),
            ("of a weekend that was cancelled", GONE, {}, BOOKED),
        )
    ),
    Case("drop_photos", "2026-12-08 09:00", None,
         facts=CLOSED | {Fact.PHOTO: "2026-12-05 12:00"}, without=({"facts": CLOSED},)),
    Case("forget", "2026-12-10 12:00", None, facts=CLOSED | FORGET_ASKED, steps={"close": END},
         turn=how(Ending.POSTED), note="when the guest asks for it",
         without=({"facts": CLOSED}, {"steps": {}}, {"facts": OPENED | FORGET_ASKED})),
    Case("forget", "2026-12-10 12:02", None, steps={"close": "2026-12-10 12:00"},
         facts=OPENED | FORGET_ASKED | {Fact.CLOSED: "2026-12-10 12:00"},
         turn=how(Ending.RESTORED), note="two minutes after closing",
         without=({"facts": OPENED | FORGET_ASKED | {Fact.CLOSED: "2026-12-10 12:00:01"}},)),
)  # fmt: skip

CASES = (*BEFORE_FRIDAY, *WEEKEND_ITSELF, *CHANGES, *CLOSING, *AFTERWARDS)
