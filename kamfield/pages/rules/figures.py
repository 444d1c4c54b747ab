"""The figures above a month: what it is worth, how far it covers the clients, how much of the hours it takes."""

from collections.abc import Sequence

from kamfield.core.texts import N_
from kamfield.pages.rules.month import Figure
from kamfield.pages.rules.voice import Voice
from kamfield.plans.rules.coverage import Cover
from kamfield.plans.rules.load import Load
from kamfield.plans.rules.value import Worth


def figures_of(value: Sequence[Worth], coverage: Sequence[Cover], load: Load, say: Voice) -> list[Figure]:
    """Value first, then hours and ways, then a figure for each tier that has clients."""
    return [
        *(_worth(one, say) for one in value),
        _hours(load, say),
        _ways(load, say),
        *(_cover(one, say) for one in coverage if one.clients),
    ]


def _worth(one: Worth, say: Voice) -> Figure:
    beside = N_("of %(amount)s in opportunities: %(number)s")
    amount = say.about(one.amount, one.currency)
    return Figure(
        say(N_("Plan value")), say.about(one.value, one.currency), say(beside, amount=amount, number=one.opportunities)
    )


def _hours(load: Load, say: Voice) -> Figure:
    said = say(N_("with the ways, of %(there)s worked"), there=say.hours(load.capacity_minutes))
    name = say(N_("Visits: %(number)s"), number=load.visits)
    return Figure(name, say.hours(load.minutes), said, is_bad=load.minutes > load.capacity_minutes)


def _ways(load: Load, say: Voice) -> Figure:
    kilometres = f"{say.number(round(load.travel_metres / 1000))} km"
    return Figure(say(N_("On the way")), kilometres, say(N_("about %(time)s"), time=say.hours(load.travel_minutes)))


def _cover(one: Cover, say: Voice) -> Figure:
    name = say(N_("%(tier)s clients covered"), tier=one.tier)
    visits = say(N_("visits %(planned)s of %(required)s"), planned=one.planned, required=one.required)
    clients = f"{one.clients_planned} / {one.clients}"
    return Figure(name, clients, visits, is_bad=one.planned < one.required)
