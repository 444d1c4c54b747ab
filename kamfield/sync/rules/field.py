"""Visits, plans, lists, files, notices and what could not be taken over, as phones have them."""

from kamfield.sync.rules.registry import Scope, Table, table

FIELD: tuple[Table, ...] = (
    table(
        "visits",
        Scope.EITHER,
        person="rep_id",
        reads="missing checked_in_at checked_out_at report_due_at",
        writes=(
            "rep_id account_id place_id latitude longitude opportunity_id quote_id aims_at form purpose day"
            " starts_at minutes urgent state cancel_reason cancel_note"
        ),
        created="visit.add",
        updated="visit.change visit.move visit.cancel",
        deleted="visit.remove",
    ),
    table(
        "visit_contacts",
        Scope.CHILD,
        parent=("visit_id", "visits"),
        writes="visit_id contact_id attended",
        created="visit.change",
        updated="visit.report",
        deleted="visit.change",
    ),
    table(
        "visit_companions",
        Scope.CHILD,
        parent=("visit_id", "visits"),
        writes="visit_id user_id",
        created="visit.change",
        deleted="visit.change",
    ),
    table(
        "objectives",
        Scope.CHILD,
        parent=("visit_id", "visits"),
        reads="findings weak",
        writes=(
            "visit_id kind client_action due_on client_contact_id client_actor target unit event fallback"
            " override_reason result actual result_note"
        ),
        created="objective.add",
        updated="objective.change visit.report",
        deleted="objective.remove",
    ),
    table(
        "checks",
        Scope.CHILD,
        parent=("visit_id", "visits"),
        reads="rep_id received_at verdict reasons place_id metres coarsened_at",
        writes="visit_id kind device_at latitude longitude accuracy_metres mock",
        created="visit.check_in visit.check_out",
    ),
    table(
        "reports",
        Scope.CHILD,
        parent=("visit_id", "visits"),
        person="rep_id",
        private="internal",
        reads="rep_id account_id late locked comment rating reviewed_by_id reviewed_at",
        writes=(
            "visit_id outcome minutes_shared internal needs competitors market next_step next_step_on"
            " next_step_owner_id complaints facts observations answers checklist_id steps submitted_at"
        ),
        created="visit.report visit.submit_report",
        updated="visit.report visit.submit_report",
    ),
    table(
        "commitments",
        Scope.CHILD,
        parent=("visit_id", "visits"),
        reads="rep_id account_id concluded_at",
        writes="visit_id contact_id text due_on state",
        created="visit.report",
        updated="commitment.conclude",
    ),
    table(
        "plans",
        Scope.PERSON,
        person="rep_id",
        reads="rep_id submitted_at decided_at decided_by_id comment waiting_for_id",
        writes="month state",
        created="plan.add",
        updated="plan.submit plan.withdraw",
    ),
    table(
        "plan_lines",
        Scope.CHILD,
        parent=("plan_id", "plans"),
        reads="state comment approved_day unplanned decided_at decided_by_id",
        writes="plan_id visit_id opportunity_id probability",
        created="plan.add_line",
        updated="plan.change_line",
        deleted="plan.remove_line",
    ),
    table(
        "todo_lists",
        Scope.PERSON,
        person="rep_id",
        reads="rep_id iso_year iso_week monday opened_at confirm_due_at confirmed_in_time",
        writes="confirmed_at closed_at",
        updated="todo.confirm_week todo.close_week",
    ),
    table(
        "todo_items",
        Scope.PERSON,
        person="rep_id",
        helper="assignee_id",
        reads="list_id source_kind source_id times_carried flagged closed_at author_id",
        writes="rep_id title due_on priority account_id assignee_id state reason",
        created="todo.add",
        updated="todo.change todo.complete todo.drop todo.reopen",
    ),
    table(
        "attachments",
        Scope.EITHER,
        person="author_id",
        reads="author_id state refusal stored_at",
        writes=(
            "account_id subject_kind subject_id file_name media_type size_bytes checksum taken_at latitude"
            " longitude caption"
        ),
        created="attachment.add",
        updated="attachment.change",
        deleted="attachment.delete",
    ),
    table(
        "notices",
        Scope.MINE,
        person="user_id",
        reads="user_id kind title text subject_kind subject_id told_at done_at",
        writes="read_at",
        since=3,
        updated="notice.read",
    ),
    table(
        "sync_issues",
        Scope.MINE,
        person="user_id",
        reads="user_id kind row_id change code detail faults payload operation device_id noted_at acknowledged_by_id",
        writes="acknowledged_at",
        updated="sync_issue.acknowledge",
    ),
)
