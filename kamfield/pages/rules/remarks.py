"""What the check found, in the few words that fit beside a visit; client and day stand there already."""

from collections.abc import Mapping

from kamfield.core.texts import N_

SHORT: Mapping[str, str] = {
    "outside-the-month": N_("Not in the month of the plan"),
    "visit-not-open": N_("No longer open"),
    "overlap": N_("Overlaps with %(other)s"),
    "changed-since-proposed": N_("Changed after it was handed in"),
    "w-missing": N_("Still open: %(missing)s"),
    "objective-weak": N_("The objective is weak"),
    "travel-too-long": N_("From %(other)s it takes %(needed)s; there are %(there)s"),
    "over-capacity": N_("The day needs %(needed)s and has %(there)s"),
    "day-not-feasible": N_("Under way from %(leaves)s to %(returns)s: longer than the working day"),
    "not-a-working-day": N_("Not a working day"),
    "holiday": N_("A public holiday"),
    "day-off": N_("The rep is away"),
    "outside-working-hours": N_("Outside the rep's working hours"),
    "outside-visiting-hours": N_("Outside the client's visiting hours"),
    "too-close-together": N_("They are visited on %(other_day)s already"),
}
