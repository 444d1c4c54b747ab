"""How English words change, and what days, numbers and titles look like, for the objective checker."""

from kamfield.visits.rules.objective_phrases import spaced

IRREGULAR = {
    "meet": "met",
    "speak": "spoke|spoken",
    "keep": "kept",
    "build": "built",
    "show": "showed|shown",
    "find": "found",
    "tell": "told",
    "sell": "sold",
    "send": "sent",
    "give": "gave|given",
    "leave": "left",
    "bring": "brought",
    "get": "got",
    "have": "had",
    "make": "made",
    "lead": "led",
    "win": "won",
    "pay": "paid",
    "choose": "chose|chosen",
    "put": "put",
    "run": "ran",
    "take": "took|taken",
    "write": "wrote|written",
    "set": "set",
    "buy": "bought",
    "begin": "began|begun",
    "understand": "understood",
    "know": "knew|known",
    "think": "thought",
    "let": "let",
    "cut": "cut",
    "see": "saw|seen",
    "feel": "felt",
    "teach": "taught",
    "grow": "grew|grown",
    "hold": "held",
    "go": "went|gone",
}

DOUBLING = frozenset(
    spaced(
        """
    plan submit commit permit stop ship get let set put run win cut swap step drop refer
    prefer chat map
    """
    )
)

TITLES = frozenset(spaced("mr mrs ms miss dr prof professor director sister foreman herr frau eng engineer sir madame"))

CALENDAR = frozenset(
    spaced(
        """
    monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december q1 q2 q3 q4 easter christmas
    """
    )
)

NUMBERS = frozenset(
    spaced(
        """
    one two three four five six seven eight nine ten eleven twelve twenty fifty hundred both
    half
    """
    )
)

DATE = (
    r"(?<!for )(?:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]* \d{1,2}\b"
    r"|\b(?:by|before|until|till|in|end of|mid|early|late)[ -](?:the end of )?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|q[1-4]|week \d+|year-end)\b"
    r"|\b(?:next|this|coming) (?:week|month|quarter|year)\b|\btomorrow\b|\btoday\b"
    r"|\bend of (?:the |this |next )?(?:week|month|quarter|year)\b"
    r"|\bwithin \w{1,12} (?:days?|weeks?|months?)\b"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b)"
)

NUMBER = r"(?<![\w-])(?<!line )(?<!ward )(?<!press )(?<!plant )(?<!week )(?<!fan )(?!20\d\d\b)\d[\d.,]*"
