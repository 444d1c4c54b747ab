"""Phone numbers as they are kept and as they are searched."""

from phonenumbers import (
    NumberParseException,
    PhoneNumberFormat,
    format_number,
    is_possible_number,
    parse,
)

from kamfield.accounts.rules.folding import digits


def kept_phone(written: str, region: str) -> str:
    """The number in E.164 with its extension, where it is one of `region` or says its country; else as written."""
    try:
        number = parse(written.replace("转", " ext "), region)
    except NumberParseException:
        return written
    if not is_possible_number(number):
        return written
    kept = format_number(number, PhoneNumberFormat.E164)
    return f"{kept};ext={number.extension}" if number.extension else kept


def searched_phones(kept: str) -> list[str]:
    """The digits by which a kept number is found: with its country code, and as it is dialled within the country."""
    try:
        number = parse(kept, None)
    except NumberParseException:
        return [digits(kept)]
    national = digits(format_number(number, PhoneNumberFormat.NATIONAL).split("ext")[0])
    international = digits(format_number(number, PhoneNumberFormat.E164))
    return [international] if international.endswith(national) else [international, national]
