"""Letters and the doors they leave by: an SMTP server, a folder a person can look into, or nowhere (for
tests).
"""

from kamfield.outside.mail.door import Mail, MailRefused, SilentMail
from kamfield.outside.mail.folder import FolderMail, browser_page
from kamfield.outside.mail.letter import InlineImage, Letter, compose
from kamfield.outside.mail.smtp import SmtpMail

__all__ = [
    "FolderMail",
    "InlineImage",
    "Letter",
    "Mail",
    "MailRefused",
    "SilentMail",
    "SmtpMail",
    "browser_page",
    "compose",
]
