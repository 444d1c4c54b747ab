"""Lists of accounts: what they can be filtered and sorted by."""

from kamfield.accounts.models import Account

SORTS = {"name": Account.name_key}
