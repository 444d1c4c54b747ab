"""The timeline has an opinion about every verb."""

from kamfield.permissions import PAGE
from kamfield.timeline.rules.sentences import PARAMETER
from kamfield.timeline.rules.told import NOT_TOLD, TOLD


def test_every_verb_is_told_on_the_timeline_or_said_not_to_be() -> None:
    undecided = PAGE.keys() - TOLD.keys() - NOT_TOLD
    assert not undecided, f"add to TOLD or NOT_TOLD in its file of kamfield/timeline/rules/told/: {sorted(undecided)}"
    assert not TOLD.keys() & NOT_TOLD


def test_the_timeline_tells_of_no_verb_that_nobody_acts() -> None:
    gone = (TOLD.keys() | NOT_TOLD) - PAGE.keys()
    assert not gone, f"these verbs are gone, take them out of kamfield/timeline/rules/told/: {sorted(gone)}"


def test_every_place_and_label_belongs_to_a_parameter_of_its_sentence() -> None:
    for verb, told in TOLD.items():
        params = set(PARAMETER.findall(told.sentence))
        assert told.places.keys() | told.people.keys() | told.labels.keys() <= params, verb
        places = (*told.places.values(), *told.people.values())
        assert all(place.split(".")[0] in {"details", "before", "after"} for place in places), verb
