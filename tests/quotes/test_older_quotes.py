"""Quotations that were written before there were lines and dossiers get along after the migration."""

from dataclasses import replace

from kamfield.core import migrate
from kamfield.core.db import connect
from kamfield.core.work import SYSTEM, Work
from kamfield.policies.rules.codes import DossierItem as Item
from kamfield.quotes import actions
from kamfield.quotes.actions.dossier import shown
from kamfield.quotes.models import Quote
from kamfield.wiring import HOUSE
from tests.cast import Cast, Moment, settle
from tests.make.accounts import make_account
from tests.make.quotes import make_quote

BEFORE_LINES = "2026_11_21_03"


def test_an_older_quotation_has_a_dossier_and_can_be_revised(engine_name: str, new_database_url) -> None:
    database = connect(new_database_url(engine_name))
    migrate.upgrade(database)
    with database.writing() as db:
        work = Work(SYSTEM, Moment.START, db, HOUSE)
        settle(work)
        mine = replace(work, user=Cast.li.actor)
        account_id = make_account(work).id
        enquiry, sent = (make_quote(mine, account_id, amount=10).id for _ in range(2))
        actions.make_ready(mine, sent)
        actions.send(mine, sent)
        db.commit()
    migrate.downgrade(database, BEFORE_LINES)
    migrate.upgrade(database)
    with database.writing() as db:
        work = Work(Cast.li.actor, Moment.START, db, HOUSE)
        assert len(shown(work, enquiry).items) == len(Item)
        assert (shown(work, enquiry).complete, shown(work, sent).complete) == (False, True)
        old = db.get_one(Quote, sent)
        assert (old.chased_from, old.revision, old.price_state) == (old.sent_on, 1, "open")
        assert actions.revise(work, sent).reference == "Q2026-0002-R2"
        db.commit()
    database.dispose()
