"""SES v2 as botocore calls it: takes raw mail, delivers it nowhere but into a mailbox page."""

import time
from urllib.parse import unquote

from flask import Flask, Response, g, jsonify, request
from flask.typing import ResponseReturnValue

from local.control import Fault, control_blueprint
from local.human_pages import add_pages
from local.mailbox import mailbox_blueprint
from local.serving import hang_up
from local.ses_rules import RefusalError, read_submission
from local.ses_state import REFUSALS, SesSandbox


def create_app(sandbox: SesSandbox) -> Flask:
    """Return the sandbox's WSGI app: API, control addresses and the mailbox page."""
    app = Flask(__name__, template_folder="pages")
    app.register_blueprint(control_blueprint(sandbox.faults, sandbox.requests))
    app.register_blueprint(mailbox_blueprint(sandbox))
    add_pages(app, "/mailbox")
    _add_gate(app, sandbox)
    _add_sending(app, sandbox)
    _add_suppression(app, sandbox)
    _add_control(app, sandbox)
    return app


def _add_gate(app: Flask, sandbox: SesSandbox) -> None:
    @app.before_request
    def refuse() -> None:
        if not request.path.startswith("/v2/"):
            return
        route = request.url_rule.rule if request.url_rule else "unknown"
        sandbox.requests.add(request.method, route)
        g.fault = fault = sandbox.faults.take(request.method)
        if not request.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256 "):
            raise RefusalError(
                "MissingAuthenticationTokenException", "Missing Authentication Token", 403
            )
        if fault and fault.kind in REFUSALS:
            raise RefusalError(*REFUSALS[fault.kind])

    @app.after_request
    def finish(answer: Response) -> Response:
        fault: Fault | None = g.get("fault")
        if fault and fault.kind == "slow":
            time.sleep(fault.seconds or 15)
        if fault and fault.kind == "lost_answer":
            hang_up(request.environ)
        return answer

    @app.errorhandler(RefusalError)
    def tell(refusal: RefusalError) -> Response:
        answer = jsonify({"message": refusal.text})
        answer.status_code = refusal.status
        answer.headers["x-amzn-errortype"] = refusal.kind
        return answer


def _add_sending(app: Flask, sandbox: SesSandbox) -> None:
    @app.post("/v2/email/outbound-emails")
    def send() -> ResponseReturnValue:
        submission = read_submission(request.get_json(silent=True, force=True))
        fault: Fault | None = g.fault
        mail = sandbox.take(submission, fault=fault.kind if fault else None)
        return jsonify({"MessageId": mail.message_id})

    @app.get("/v2/email/account")
    def account() -> ResponseReturnValue:
        return jsonify(
            {
                "DedicatedIpAutoWarmupEnabled": False,
                "EnforcementStatus": sandbox.enforcement,
                "ProductionAccessEnabled": sandbox.production,
                "SendingEnabled": sandbox.sending and sandbox.enforcement != "SHUTDOWN",
                "SendQuota": {
                    "Max24HourSend": 50000.0 if sandbox.production else 200.0,
                    "MaxSendRate": 14.0 if sandbox.production else 1.0,
                    "SentLast24Hours": float(len(sandbox.mails)),
                },
                "SuppressionAttributes": {"SuppressedReasons": ["BOUNCE", "COMPLAINT"]},
            }
        )

    @app.get("/v2/email/identities/<identity>")
    def identity_of(identity: str) -> ResponseReturnValue:
        identity = unquote(identity)
        verified = identity.lower() in {known.lower() for known in sandbox.verified}
        if not verified and identity.lower() not in {one.lower() for one in sandbox.unconfirmed}:
            raise RefusalError(
                "NotFoundException", f"Email identity {identity} does not exist.", 404
            )
        return jsonify(
            {
                "IdentityType": "EMAIL_ADDRESS" if "@" in identity else "DOMAIN",
                "FeedbackForwardingStatus": True,
                "VerifiedForSendingStatus": verified,
                "VerificationStatus": "SUCCESS" if verified else "PENDING",
            }
        )


def _add_suppression(app: Flask, sandbox: SesSandbox) -> None:
    def known(address: str) -> str:
        address = unquote(address).lower()
        if address not in sandbox.suppression:
            raise RefusalError(
                "NotFoundException",
                f"Email address {address} does not exist on your suppression list.",
                404,
            )
        return address

    @app.get("/v2/email/suppression/addresses")
    def listed() -> ResponseReturnValue:
        return jsonify(
            {"SuppressedDestinationSummaries": [_entry(sandbox, a) for a in sandbox.suppression]}
        )

    @app.put("/v2/email/suppression/addresses")
    def put() -> ResponseReturnValue:
        wanted = request.get_json(silent=True, force=True) or {}
        address, reason = wanted.get("EmailAddress"), wanted.get("Reason")
        if not address or reason not in {"BOUNCE", "COMPLAINT"}:
            raise RefusalError("BadRequestException", "EmailAddress and Reason are required.")
        sandbox.suppression[address.lower()] = (reason, sandbox.clock())
        return jsonify({})

    @app.get("/v2/email/suppression/addresses/<address>")
    def get(address: str) -> ResponseReturnValue:
        return jsonify({"SuppressedDestination": _entry(sandbox, known(address))})

    @app.delete("/v2/email/suppression/addresses/<address>")
    def delete(address: str) -> ResponseReturnValue:
        del sandbox.suppression[known(address)]
        return jsonify({})


def _entry(sandbox: SesSandbox, address: str) -> dict[str, object]:
    reason, at = sandbox.suppression[address]
    return {"EmailAddress": address, "Reason": reason, "LastUpdateTime": at.timestamp()}


def _add_control(app: Flask, sandbox: SesSandbox) -> None:
    @app.get("/_sandbox/mails")
    def mails() -> ResponseReturnValue:
        return jsonify([mail.as_json() for mail in list(sandbox.mails)])

    @app.get("/_sandbox/events")
    def events() -> ResponseReturnValue:
        return jsonify(list(sandbox.events))

    @app.post("/_sandbox/identities")
    def identities() -> ResponseReturnValue:
        wanted = request.get_json()
        change = sandbox.verified.add if wanted["verified"] else sandbox.verified.discard
        change(wanted["identity"])
        return "", 204
