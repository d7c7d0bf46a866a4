"""Seeds that once failed, each with what they found; all of them run in `make test`.

The older ones also run without what `twists.py` adds, as they were found.
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
}
