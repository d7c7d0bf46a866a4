"""Seeds that once failed, each with what they found; all of them run in `make test`.

The older ones also run without what `twists.py` and `acts.py` add, as they were found.
"""

REGRESSIONS: dict[int, str] = {
    1: "the number still opened a session after the end, until the sweep had closed",
    8: "the same, in a weekend of somebody who never came",
    28: "another address while nobody has used the link is a correction, not a swap",
    66: "a correction and back again, while a mail was on its way",
    90: "a probe's session after a row was deleted in an open weekend",
    1508: "an alarm that was lost with the answer to writing down that it was raised",
    604: "the only words of a guest turn out never to have been posted, after the end",
}

TWISTED: dict[int, str] = {
    31: "a move told as cancelled as well, its row was begun half an hour later; and no way back",
    34: "a restored ledger mailed, and said goodbye, once more",
    41: "whoever took the place of a guest who had moved was given that guest's yes",
    575: "a weekend that was on when the system went live again was opened anew",
    651: "a number that was mailed in the second in which its turn began, and its news",
    1290: "late news of a mistyped address, when the right one had been mailed",
    5877: "a weekend that was cancelled after a restore, and booked anew",
    62961: "two sweeps at once told of one trouble, which was over in between",
    11808: "a guest who moved back to where somebody else had been before",
    73564: "introduced a second time: a restore, and a row that had gone back to a later start",
    90194: "a restore that was seen by half before midnight was told again after it",
    80746: "a snapshot in the very call that began a turn: the checks took it for a new one",
    92085: "the same, and the system rehearsed by then",
    352022: "a restore told hours after going live again: the new turn's number counted as said",
    310090: "an edit between a restore and the sweep that sees it, which closes",
    8215: "a closing that died, and then a check whose clock was behind that of who had begun it",
    93502: "the same of two sweeps, in the second in which a weekend ended",
    14022: "a post that had not gone out was found on X: as that of the guest's next turn",
    14713: "a mistake that could not be forgotten, in a row that has another one by now",
    99275: "the same of one that a restore has brought back",
    29408: "a rehearsal's mail after a restore that no sweep has seen yet",
    43927: "a run in the middle of a closing that was lost: then it seemed that X alone had failed",
    84910: "the same of a closing that was refused",
    60048: "one holding post for two guests of a weekend: the checks did not find the second's",
    51580: "an edit of a row that was not typed yet",
    82911: "the holding post of a guest who paused before the weekend began went out at once",
    83097: "a mail given up a quarter of an hour after the alarm that told of it",
    90253: "a guest ended a weekend whose row had an earlier end by then",
}

ACTED: dict[int, str] = {
    1075: "a report of which half was written down: pressed again, it counted as told",
    20231: "a form of the team's in the middle of another one: the checks lost what was written",
    20634: "the same of an edit, and its undoing",
    20694: "a weekend made longer twice, until its row could not be read: taken for on",
    2506: "a thank-you that the survey says as well, which the team wants now, counted as owed",
    39090: "the team's button mailed a guest of before a restore, and the system rehearsed",
    43686: "an edit while a form was opened: the checks took the form for older than it was",
    98704: "booked anew by hand after a restore, and somebody else's in between",
    51122: "a move cut short: the page says later, and the checks took it for done",
    296: "an edit that was undone in the middle of another one: taken for lost",
}
