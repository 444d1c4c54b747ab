"""Opportunities and quotations, as phones have them."""

from kamfield.sync.rules.registry import Scope, Table, table

SALES: tuple[Table, ...] = (
    table(
        "opportunities",
        Scope.EITHER,
        person="owner_id",
        reads="amount_source probability_source continuations stalled_on",
        writes=(
            "account_id owner_id name amount currency probability expected_close_on driver compelling_on need"
            " description decision_process implementation_goal status decided_on loss_reason lost_to learned"
        ),
        created="opportunity.add",
        updated="opportunity.change opportunity.advance opportunity.win opportunity.lose",
        deleted="opportunity.delete",
    ),
    table(
        "opportunity_answers",
        Scope.CHILD,
        parent=("opportunity_id", "opportunities"),
        reads="author_id superseded_at",
        writes="opportunity_id question reply evidence answered_on source_kind source_id",
        created="opportunity.answer",
    ),
    table(
        "assessments",
        Scope.CHILD,
        parent=("opportunity_id", "opportunities"),
        reads="account_id author_id superseded_at",
        writes="opportunity_id contact_id buying_role attitude support relationship_depth note assessed_on",
        since=2,
        created="assessment.add",
        deleted="assessment.retract",
    ),
    table(
        "influence_lines",
        Scope.CHILD,
        parent=("opportunity_id", "opportunities"),
        reads="account_id author_id",
        writes="opportunity_id from_contact_id to_contact_id kind note",
        since=2,
        created="influence.draw",
        deleted="influence.erase",
    ),
    table(
        "decision_factors",
        Scope.CHILD,
        parent=("opportunity_id", "opportunities"),
        reads="account_id author_id",
        writes="opportunity_id kind text priority set_by_contact_id our_standing competitors",
        since=2,
        created="factor.add",
        updated="factor.change",
        deleted="factor.delete",
    ),
    table(
        "quotes",
        Scope.EITHER,
        person="owner_id",
        reads="number owner_id tax gross discount_percent line_count revision price_state price_comment chased_from",
        writes=(
            "account_id contact_id opportunity_id title terms amount currency probability state sent_on valid_until"
            " decided_on loss_reason lost_to competitor_price"
        ),
        created="quote.add",
        updated="quote.change quote.make_ready quote.reopen quote.send quote.win quote.lose quote.withdraw",
    ),
    table(
        "quote_lines",
        Scope.CHILD,
        parent=("quote_id", "quotes"),
        reads="quote_id revision position product description quantity unit price discount_percent tax_percent net tax",
        writes="quote_id position product description quantity unit price discount_percent tax_percent",
        created="quote.set_lines",
        updated="quote.set_lines",
        deleted="quote.set_lines",
    ),
    table(
        "dossier_items",
        Scope.CHILD,
        parent=("quote_id", "quotes"),
        reads="quote_id account_id item",
        writes="quote_id item state note known_on sample_which sample_where",
        created="quote.collect",
        updated="quote.collect",
    ),
    table(
        "quote_replies",
        Scope.CHILD,
        parent=("quote_id", "quotes"),
        reads="author_id",
        writes="quote_id said replied_on next_on",
        created="quote.note_reply",
    ),
    table(
        "follow_ups",
        Scope.CHILD,
        parent=("quote_id", "quotes"),
        reads="quote_id account_id owner_id step due_on closed_at",
        writes="state said next_on skipped_because",
        updated="follow_up.complete follow_up.skip",
    ),
)
