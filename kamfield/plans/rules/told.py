"""How the history of a plan tells each act. `%(said)s` comes after a colon, when something was said."""

from collections.abc import Mapping

from kamfield.core.texts import N_

SENTENCES: Mapping[str, str] = {
    "plan.add": N_("%(actor)s began the plan."),
    "plan.add_line": N_("%(actor)s put a visit to %(account)s on the plan."),
    "plan.change_line": N_("%(actor)s changed the probability of the visit to %(account)s."),
    "plan.remove_line": N_("%(actor)s took the visit to %(account)s off the plan."),
    "plan.submit": N_("%(actor)s handed the plan in."),
    "plan.withdraw": N_("%(actor)s took the plan back."),
    "plan.approve": N_("%(actor)s approved the plan."),
    "plan.return": N_("%(actor)s gave the plan back%(said)s"),
    "plan.approve_line": N_("%(actor)s approved the visit to %(account)s."),
    "plan.return_line": N_("%(actor)s gave the visit to %(account)s back%(said)s"),
    "plan.reject_line": N_("%(actor)s rejected the visit to %(account)s%(said)s"),
    "plan.acknowledge_line": N_("%(actor)s took note that the visit to %(account)s dropped out%(said)s"),
    "plan.propose_line": N_("%(actor)s proposed the visit to %(account)s again."),
    "plan.reopen_line": N_(
        "The visit to %(account)s went from %(planned_day)s to %(day)s and asks for approval again."
    ),
    "plan.note_move": N_("The visit to %(account)s went from %(planned_day)s to %(day)s."),
    "plan.drop_line": N_("The visit to %(account)s dropped out."),
    "plan.add_unplanned": N_("A visit to %(account)s began on %(day)s that was not on the plan."),
    "plan.escalate": N_("Nobody decided in time: %(to)s is asked now."),
    "plan.pass_on": N_("%(to)s is asked now."),
    "plan.hand_over": N_("Visits of the plan went to others."),
    "plan.close": N_("The month is over."),
    "visit.change": N_("%(actor)s changed the visit to %(account)s."),
    "visit.move": N_("%(actor)s moved the visit to %(account)s from %(from_day)s to %(day)s."),
    "visit.cancel": N_("%(actor)s cancelled the visit to %(account)s."),
}
MANY = N_("%(actor)s put %(count)s visits on the plan.")
ADMINISTRATORS = N_("The administrators")
