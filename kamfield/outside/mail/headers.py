"""Mail headers no text can break out of, read alike by every mailer (RFC 5322, RFC 2047).

The standard library's messages parse and refold what they are given: they decode ``=?utf-8?…?=`` that a user typed,
encode long List-Unsubscribe links until nobody can follow them, and in some versions lose the quotes around
a comma. Here a header is written as it was set: plain when it is short ASCII, as encoded words otherwise.
"""

import re
from email.header import Header
from email.headerregistry import Address
from email.utils import formataddr, getaddresses
from functools import cache

NAME_LIMIT = 120
# RFC 5322 2.1.1 allows 998 characters in a line; the header's name needs some of them.
_LINE_LIMIT = 900
# C0 and C1 controls, lone surrogates, and whatever else str.splitlines would break a line at.
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_ADDRESS = re.compile(r"([^\s@<>()\[\],;:\\\"\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,64})@([^\s@<>()\[\],;:\\\"]{1,255})")


def one_line(text: str) -> str:
    """The text with every run of line breaks and other control characters turned into one space."""
    return _UNFIT.sub(" ", text).strip()


def mailbox(name: str, address: str) -> Address:
    """A name and an address for a From or To header; a domain in other letters becomes its ASCII form (IDNA).

    ValueError unless the address is ``local@domain`` without comments, quotes or lists.
    """
    match = _ADDRESS.fullmatch(address)
    if not match:
        raise ValueError(f"{address[:320]!r} is not a mail address")
    try:
        domain = match[2].encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ValueError(f"{address!r} has no possible domain: {error}") from error
    return Address(one_line(name)[:NAME_LIMIT], username=match[1], domain=domain)


@cache  # there is one
def sender_mailbox(sender: str) -> Address:
    """``Name <local@domain>`` or ``local@domain``, as operators write it. ValueError if it is neither."""
    found = getaddresses([sender])
    if len(found) != 1:
        raise ValueError(f"{sender!r} is not one mail address; a name with a comma needs quotes")
    return mailbox(*found[0])


def written(name: str, text: str) -> str:
    """A subject, or any header this module knows nothing about."""
    return f"{name}: {_words(text, name)}"


def written_mailbox(name: str, address: Address) -> str:
    """A From or To header with its one mailbox."""
    shown = _words(address.display_name, name)
    # An encoded name stands bare; formataddr would quote it and mailers would show the code.
    plain = shown == address.display_name
    return f"{name}: {formataddr((shown, address.addr_spec)) if plain else f'{shown} <{address.addr_spec}>'}"


def _words(text: str, header_name: str) -> str:
    if text.isascii() and len(text) <= _LINE_LIMIT and "=?" not in text:
        return text
    return Header(text, "utf-8", header_name=header_name).encode(linesep="\r\n")
