"""What became of each mail: SES's own word, which settles what nobody knew."""

from takeover.entrypoint import mail_feed

lambda_handler = mail_feed()
