"""A file beside the list, for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from takeover.commands.spreadsheet import Prepared, Written
from takeover.model.calendar import iso
from takeover.sheets.comparing import Kind, RowChange


def as_data(prepared: Prepared, done: Sequence[Written] = ()) -> Mapping[str, object]:
    """Say everything that the preview says, and row by row what was written."""
    comparison = prepared.comparison
    understood = comparison.understood
    return {
        **{str(kind): [_row(row) for row in comparison.of(kind)] for kind in Kind},
        "not_understood": [asdict(finding) for finding in understood.findings],
        "rows_left_out": [row.line for row in comparison.left_out],
        "rows_over": list(understood.over),
        "in_the_list_but_not_in_the_file": [one.weekend for one in comparison.gone],
        "why_nothing_is_deleted": comparison.not_sure,
        "notes": list(understood.notes),
        "mails_in_14_days": [
            {
                "at": iso(mail.at),
                "step": mail.step.name,
                "weekend": str(mail.weekend or ""),
                "to": [person.address for person in mail.to],
                "only_if": mail.only_if,
            }
            for mail in prepared.mails
        ],
        "written": [one.weekend for one in done if not one.problem and not one.deleted],
        "deleted": [one.weekend for one in done if not one.problem and one.deleted],
        "not_written": {one.weekend: one.problem for one in done if one.problem},
    }


def _row(row: RowChange) -> Mapping[str, object]:
    return {
        "weekend": row.weekend,
        "row": row.line,
        "guest": row.guest,
        "moved_from": row.moved_from,
        "cells": {one.cell: {"old": one.old, "new": one.new} for one in row.changes},
    }
