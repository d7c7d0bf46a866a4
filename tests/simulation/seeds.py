"""Seeds that once failed, each with what they found; all of them run in `make test`."""

REGRESSIONS: dict[int, str] = {
    1: "the number still opened a session after the end, until the sweep had closed",
    8: "the same, in a weekend of somebody who never came",
    28: "another address while nobody has used the link is a correction, not a swap",
    66: "a correction and back again, while a mail was on its way",
    90: "a probe's session after a row was deleted in an open weekend",
    1508: "an alarm that was lost with the answer to writing down that it was raised",
    604: "the only words of a guest turn out never to have been posted, after the end",
}
