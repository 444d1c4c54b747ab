"""Why a letter did not leave, and whether trying again could help."""

import re
import smtplib

from kamfield.core.due import NotItsFault

REASON_LIMIT = 500

# 53x is about our own authentication (RFC 4954), though said in answer to the letter.
_ABOUT_OUR_SIGN_IN = (530, 534, 535, 538)
# RFC 3463: x.7.y is policy (relaying, SPF, blocked server), x.1.7 and x.1.8 blame our own sender address.
_OPERATORS_TO_MEND = re.compile(r"5\.(7\.\d+|1\.[78])\b")
_TOO_LARGE = 552


class MailRefused(Exception):
    """The letter was not taken; `permanent`: it never will be at this address, else try again later."""

    def __init__(self, reason: str, *, permanent: bool):
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


class NoMailServer(MailRefused, NotItsFault):
    """It cannot be reached, is not to be believed, or does not let us sign in: no letter would fare better."""

    def __init__(self, reason: str):
        super().__init__(reason, permanent=False)


def refusal_of(error: smtplib.SMTPException | OSError) -> MailRefused:
    """What an error while handing over a letter means; trouble with line, sign-in or sender is never
    permanent.
    """
    match error:
        case smtplib.SMTPRecipientsRefused():
            ((code, text),) = error.recipients.values()
            return _refused(code, text, _is_about_the_letter(code, text))
        case smtplib.SMTPDataError():
            return _refused(error.smtp_code, error.smtp_error, _is_about_the_letter(error.smtp_code, error.smtp_error))
        case smtplib.SMTPSenderRefused():
            # The size is announced with the sender (RFC 1870), so this is where a letter is found too large.
            return _refused(error.smtp_code, error.smtp_error, error.smtp_code == _TOO_LARGE)
        case smtplib.SMTPNotSupportedError():
            # Only SMTPUTF8 is asked for at this point: the address has letters this server cannot write.
            return MailRefused(str(error), permanent=True)
        case _:
            return MailRefused(_told(error), permanent=False)


def _refused(code: int, text: bytes | str, permanent: bool) -> MailRefused:
    said = _said(code, text)
    return NoMailServer(said) if code in _ABOUT_OUR_SIGN_IN else MailRefused(said, permanent=permanent)


def no_connection(error: smtplib.SMTPException | OSError) -> NoMailServer:
    """What an error while connecting, encrypting or signing in means: the operator or time can mend it."""
    return NoMailServer(_told(error))


def _told(error: smtplib.SMTPException | OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    return (str(error) or type(error).__name__)[:REASON_LIMIT]


def _is_about_the_letter(code: int, text: bytes | str) -> bool:
    return 500 <= code < 600 and code not in _ABOUT_OUR_SIGN_IN and not _OPERATORS_TO_MEND.match(_decoded(text))


def _said(code: int, text: bytes | str) -> str:
    return " ".join(f"{code} {_decoded(text)}".split())[:REASON_LIMIT]


def _decoded(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text
