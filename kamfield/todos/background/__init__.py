"""What happens to to-do lists by itself: weeks open, things put themselves on and take themselves off."""

from kamfield.todos.background.news import (
    tell_of_the_objection,
    tell_of_the_review,
    tell_of_the_standstill,
)
from kamfield.todos.background.sales import (
    ask_about_its_quotes,
    ask_about_the_opportunity,
    follow_the_follow_up,
    follow_the_opportunity,
    follow_the_quote,
)
from kamfield.todos.background.sources import (
    feed_the_plans_week,
    follow_the_archive,
    follow_the_commitment,
    follow_the_departure,
    follow_the_issue,
    follow_the_visit,
)
from kamfield.todos.background.weeks import (
    follow_the_absence,
    follow_the_person,
    hand_over_todos,
    owned,
    plan_turns,
    turn_the_week,
)

__all__ = [
    "ask_about_its_quotes",
    "ask_about_the_opportunity",
    "feed_the_plans_week",
    "follow_the_absence",
    "follow_the_archive",
    "follow_the_commitment",
    "follow_the_departure",
    "follow_the_follow_up",
    "follow_the_issue",
    "follow_the_opportunity",
    "follow_the_person",
    "follow_the_quote",
    "follow_the_visit",
    "hand_over_todos",
    "owned",
    "plan_turns",
    "tell_of_the_objection",
    "tell_of_the_review",
    "tell_of_the_standstill",
    "turn_the_week",
]
