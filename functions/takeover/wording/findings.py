"""What is wrong with a text that the charity has written, and what would be right."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What is wrong, in which line (0: in the text as a whole), and what would be right.

    Only what is grave keeps a text from being used.
    """

    line: int
    wrong: str
    right: str
    grave: bool = True

    @property
    def words(self) -> str:
        """All of it as sentences."""
        where = f"Line {self.line}: " if self.line else ""
        wrong = self.wrong if where else self.wrong[:1].upper() + self.wrong[1:]
        return f"{where}{wrong} {self.right}"


def grave(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those that keep a text from being used."""
    return tuple(one for one in findings if one.grave)
