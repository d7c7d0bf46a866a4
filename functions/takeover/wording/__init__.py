"""Every text that a person reads, and how it is rendered: pure, without clock or network."""

from takeover.wording.errors import WordingError
from takeover.wording.mail import MailText, render_mail, sender_name
from takeover.wording.post import render_post

__all__ = ["MailText", "WordingError", "render_mail", "render_post", "sender_name"]
