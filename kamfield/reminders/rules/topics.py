"""What of the reminders is written to a messenger, and without what."""

import re
from collections.abc import Mapping

from kamfield.messengers.rules import Topic
from kamfield.reminders.rules.kinds import SINGLE, Kind

TOPICS: Mapping[str, Topic] = {
    **dict.fromkeys(SINGLE, Topic.NOTICES),
    Kind.DIGEST: Topic.NOTICES,
    Kind.WEEK: Topic.WEEK,
    Kind.CLOSE_WEEK: Topic.WEEK,
    Kind.TEAM_WEEK: Topic.TEAM,
}
ENDING = "\n--\n"
# Others read a chat, too: an address that proves something by itself, and what stands before it, is for the mail alone.
_PROOF = re.compile(r"^[^\n]*[:：]\n\s*https?://\S*\?\S*$|\s*https?://\S*\?\S*", re.MULTILINE)
_GAP = re.compile(r"\n{3,}")


def for_a_chat(text: str) -> str:
    """A mail's text without its ending and without links that act."""
    return _GAP.sub("\n\n", _PROOF.sub("", text.split(ENDING)[0])).strip()
