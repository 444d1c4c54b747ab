"""The validation sentences of marshmallow and of our own fields, each with a stable code and a translation."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from kamfield.core.texts import N_


class Said(str):
    """A sentence of the catalogue with its code; `format` keeps the parameters for the translation."""

    code: str
    params: dict[str, Any]

    def __new__(cls, code: str, text: str, **params: Any) -> "Said":
        """`Said("too-short", N_("… %(min)s …"), min=3)`."""
        said = super().__new__(cls, text)
        said.code = code
        said.params = params
        return said

    def format(self, *_args: Any, **params: Any) -> "Said":
        """What marshmallow calls to fill a sentence in."""
        kept = {name: value for name, value in params.items() if name != "input"}
        return Said(self.code, str(self), **(self.params | kept))

    def __deepcopy__(self, _memo: Any) -> "Said":
        return self


NOT_NULL = Said("not-null", N_("This may not be empty."))
REQUIRED = Said("required", N_("This is required."))
UNKNOWN = Said("unknown-field", N_("There is no such field."))
UNKNOWN_PARAMETER = Said("unknown-parameter", N_("There is no such parameter here."))
TWICE = Said("given-twice", N_("This can be given only once."))
WRONG_TYPE = Said("wrong-type", N_("This has the wrong type."))

_BY_FIELD: dict[type[fields.Field[Any]], dict[str, Said]] = {
    fields.Field: {
        "required": REQUIRED,
        "null": NOT_NULL,
        "validator_failed": Said("invalid", N_("This is not valid.")),
    },
    fields.Nested: {"type": Said("not-an-object", N_("This must be an object."))},
    fields.List: {"invalid": Said("not-a-list", N_("This must be a list."))},
    fields.String: {
        "invalid": Said("not-a-text", N_("This must be a text.")),
        "invalid_utf8": Said("not-a-text", N_("This must be a text.")),
    },
    fields.Integer: {"invalid": Said("not-a-whole-number", N_("This must be a whole number."))},
    fields.Number: {
        "invalid": Said("not-a-number", N_("This must be a number.")),
        "too_large": Said("too-large", N_("This number is too large.")),
    },
    fields.Decimal: {"special": Said("not-a-number", N_("This must be a number."))},
    fields.Float: {"special": Said("not-a-number", N_("This must be a number."))},
    fields.Boolean: {"invalid": Said("not-a-boolean", N_("This must be true or false."))},
    fields.DateTime: {
        "invalid": Said(
            "not-an-instant", N_("This must be an instant with its offset, such as 2026-03-01T09:00:00+08:00.")
        ),
        "invalid_awareness": Said("no-offset", N_("This instant needs an offset, such as +08:00 or Z.")),
        "format": WRONG_TYPE,
    },
    fields.Date: {"invalid": Said("not-a-date", N_("This must be a date, such as 2026-03-01.")), "format": WRONG_TYPE},
    fields.Time: {
        "invalid": Said("not-a-time", N_("This must be a time of day, such as 09:30.")),
        "format": WRONG_TYPE,
    },
    fields.Email: {"invalid": Said("not-an-email", N_("This is not an email address."))},
    fields.Url: {"invalid": Said("not-a-url", N_("This is not a web address."))},
    fields.Mapping: {"invalid": Said("not-an-object", N_("This must be an object."))},
    fields.Enum: {"unknown": Said("not-a-choice", N_("This must be one of: %(choices)s."))},
}
_BY_VALIDATOR: dict[type[validate.Validator], dict[str, Said]] = {
    validate.Length: {
        "message_min": Said("too-short", N_("This is too short: at least %(min)s (characters or entries).")),
        "message_max": Said("too-long", N_("This is too long: at most %(max)s (characters or entries).")),
        "message_all": Said("wrong-length", N_("This needs %(min)s to %(max)s characters or entries.")),
        "message_equal": Said("wrong-length", N_("This needs exactly %(equal)s (characters or entries).")),
    },
    validate.Range: {
        "message_min": Said("too-small", N_("This must be at least %(min)s.")),
        "message_max": Said("too-large", N_("This must be at most %(max)s.")),
        "message_all": Said("out-of-range", N_("This must be between %(min)s and %(max)s.")),
    },
    validate.OneOf: {"default_message": Said("not-a-choice", N_("This must be one of: %(choices)s."))},
    validate.Regexp: {"default_message": Said("wrong-form", N_("This does not have the expected form."))},
    validate.Email: {"default_message": Said("not-an-email", N_("This is not an email address."))},
    validate.URL: {"default_message": Said("not-a-url", N_("This is not a web address."))},
}


def teach_marshmallow() -> None:
    """Puts our sentences in the place of the library's English ones; once, at import of the schemas."""
    for field, sentences in _BY_FIELD.items():
        field.default_error_messages = {**field.default_error_messages, **sentences}
    for validator, sentences in _BY_VALIDATOR.items():
        for name, said in sentences.items():
            setattr(validator, name, said)
    ma.Schema._default_error_messages = {
        "type": Said("not-an-object", N_("This must be an object.")),
        "unknown": UNKNOWN,
        "string_collection": WRONG_TYPE,
    }


teach_marshmallow()
