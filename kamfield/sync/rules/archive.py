"""The people and the archive of clients, as phones have them."""

from kamfield.sync.rules.registry import Scope, Table, table

ARCHIVE: tuple[Table, ...] = (
    table("users", Scope.EVERYBODY, reads="name role active manager_id"),
    table(
        "absences",
        Scope.PERSON,
        person="user_id",
        reads="user_id",
        writes="kind note from_on to_on",
        created="absence.add",
        updated="absence.change",
        deleted="absence.delete",
    ),
    table("checklists", Scope.EVERYBODY, reads="form labels steps revision replaces_id retired_at"),
    table(
        "accounts",
        Scope.ACCOUNT,
        reads="tier lead_id last_visited_on merged_into_id",
        writes="code name relationship status parent_id industry tags time_zone",
        created="account.add",
        updated="account.change",
        deleted="account.delete",
    ),
    table("account_members", Scope.ACCOUNT, reads="account_id user_id role"),
    table(
        "places",
        Scope.ACCOUNT,
        reads="location accuracy_metres",
        writes="account_id label address city country latitude longitude radius_metres visiting_hours is_main",
        created="place.add",
        updated="place.change",
        deleted="place.delete",
    ),
    table(
        "contacts",
        Scope.ACCOUNT,
        reads="last_met_on",
        writes="account_id name title department phone mobile email messenger birthday layer active left_on",
        created="contact.add",
        updated="contact.change contact.mark_left contact.mark_back",
        deleted="contact.delete",
    ),
    table(
        "facts",
        Scope.ACCOUNT,
        reads="author_id confirmed_by_id superseded_at",
        writes=(
            "account_id kind subject amount unit currency text due_on observed_on source_kind source_id confirmed_on"
        ),
        created="fact.learn",
        updated="fact.confirm",
        deleted="fact.retract",
    ),
    table(
        "intelligence",
        Scope.ACCOUNT,
        reads="author_id",
        writes=(
            "account_id kind name text product price service strength weakness noted_on confirmed_on"
            " closed_on source_kind source_id"
        ),
        created="intelligence.add",
        updated="intelligence.change intelligence.confirm intelligence.close intelligence.reopen",
        deleted="intelligence.delete",
    ),
    table(
        "issues",
        Scope.EITHER,
        person="owner_id",
        reads="author_id opened_at resolved_at resolved_by_id closed_at escalations escalated_at source_kind source_id",
        writes="account_id owner_id contact_id kind severity title description due_on state resolution",
        created="issue.add",
        updated="issue.change issue.resolve issue.close issue.reopen",
        deleted="issue.delete",
    ),
)
