"""Somebody who would like a weekend: what they told us on the public form."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from takeover.model.calendar import iso, parse_instant
from takeover.model.cells import NO, Cells

ID_BYTES = 16
LONGEST_WHY = 500


@dataclass(frozen=True)
class Applicant:
    """One application; `id` follows from the address, so a person is in the list only once.

    `agreed` names the versions of the texts that they ticked, at `applied_at`.
    """

    id: str
    applied_at: datetime | None
    first_choice: str
    public_name: str
    address: str
    anonymous: bool = True
    second_choice: str = ""
    why: str = ""
    phone: str = ""
    agreed: str = ""

    def cells(self) -> dict[str, str]:
        """The cells of the table: as in a row of the list of weekends, where both have them."""
        return {
            "applied_at": iso(self.applied_at) if self.applied_at else "",
            "first_choice": self.first_choice,
            "second_choice": self.second_choice,
            "public_name": self.public_name,
            "anonymous": "yes" if self.anonymous else "no",
            "why": self.why,
            "guest_email": self.address,
            "guest_phone": self.phone,
            "agreed": self.agreed,
        }


def applicant_id(link_key: bytes, address: str) -> str:
    """The key of an address in the waiting list: who applies again replaces what was there."""
    said = f"applicant\x1f{address.strip().casefold()}"
    return hmac.digest(link_key, said.encode(), hashlib.sha256)[:ID_BYTES].hex()


def read_applicant(raw: Mapping[str, object]) -> Applicant:
    """Read one entry of the table, leniently: the coordinator may have edited it."""
    cells = Cells(raw)
    return Applicant(
        id=str(raw.get("weekend", "")),
        applied_at=_instant(cells.text("applied_at")),
        first_choice=cells.text("first_choice"),
        second_choice=cells.text("second_choice"),
        public_name=cells.text("public_name"),
        # Only a clear no counts: a cell that cannot be read must not give a person away.
        anonymous=cells.text("anonymous").casefold() not in NO - {""},
        why=cells.text("why"),
        address=cells.text("guest_email"),
        phone=cells.text("guest_phone"),
        agreed=cells.text("agreed"),
    )


def friday_of(choice: str) -> date | None:
    """The weekend that a choice names; None for anything that is no date."""
    try:
        return date.fromisoformat(choice)
    except ValueError:
        return None


def _instant(said: str) -> datetime | None:
    try:
        return parse_instant(said)
    except ValueError:
        return None
