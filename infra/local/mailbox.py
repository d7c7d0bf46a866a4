"""A mailbox for people: every mail that the sandboxed SES took, as its reader would see it."""

import re

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from local.ses_mail import Mail
from local.ses_state import SesSandbox

# No script ever runs in a shown mail; a link may only open a page of its own.
_OPENING = "allow-popups allow-popups-to-escape-sandbox"
_MAIL_POLICY = (
    f"sandbox {_OPENING}; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "form-action 'none'; frame-ancestors 'self'"
)
_SHOWN_HEADERS = ("From", "To", "Cc", "Reply-To", "Subject", "Date")


def mailbox_blueprint(sandbox: SesSandbox) -> Blueprint:
    """Return `/mailbox` and what lies below it."""
    mailbox = Blueprint("mailbox", __name__, url_prefix="/mailbox")

    @mailbox.get("")
    def every() -> ResponseReturnValue:
        return render_template("mailbox.html", mails=list(reversed(sandbox.mails)))

    @mailbox.get("/<mail_id>")
    def one(mail_id: str) -> ResponseReturnValue:
        mail = _found(sandbox, mail_id)
        headers = [pair for pair in mail.headers if pair[0] in _SHOWN_HEADERS]
        others = [pair for pair in mail.headers if pair[0] not in _SHOWN_HEADERS]
        return render_template(
            "mail.html", mail=mail, headers=headers, others=others, opening=_OPENING
        )

    @mailbox.get("/<mail_id>/html")
    def html_of(mail_id: str) -> ResponseReturnValue:
        answer = Response(_links_open_outside(_found(sandbox, mail_id).html), mimetype="text/html")
        answer.headers["Content-Security-Policy"] = _MAIL_POLICY
        return answer

    @mailbox.get("/<mail_id>/raw")
    def raw(mail_id: str) -> ResponseReturnValue:
        return Response(_found(sandbox, mail_id).submission.raw, mimetype="text/plain")

    @mailbox.get("/<mail_id>/attachments/<int:number>")
    def attachment(mail_id: str, number: int) -> ResponseReturnValue:
        attachments = _found(sandbox, mail_id).attachments
        if number >= len(attachments):
            abort(404, "There is no such attachment.")
        wanted = attachments[number]
        answer = Response(wanted.content, content_type=wanted.content_type)
        answer.headers.set("Content-Disposition", "attachment", filename=wanted.filename)
        return answer

    return mailbox


def _found(sandbox: SesSandbox, mail_id: str) -> Mail:
    mails = [mail for mail in sandbox.mails if mail.id == mail_id]
    if not mails:
        abort(404, "There is no such mail here.")
    return mails[0]


def _links_open_outside(html: str) -> str:
    """Make links open in a page of their own: the frame itself may show nothing else."""
    base = '<base target="_blank">'
    opened, count = re.subn(r"(?i)<head\b[^>]*>", lambda head: head[0] + base, html, count=1)
    return opened if count else base + html
