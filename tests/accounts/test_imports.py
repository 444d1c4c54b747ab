"""Files of accounts and contacts: read through a mapping, checked, written, and written again."""

import io

import pytest
from sqlalchemy import func, select

from kamfield.accounts.models import Account, Contact, Fact, Import, Place
from kamfield.core import due
from kamfield.core.journal import Entry
from kamfield.core.sheets.write_xlsx import write_xlsx
from kamfield.core.work import Work
from kamfield.geo.point import Point
from kamfield.worker import Worker
from tests.accounts.sheets import CLINICS, COLUMNS, as_csv, clinic, findings, save_mapping, send, take_in
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account


def counts(import_: dict) -> dict:
    return {name: import_[name] for name in ("added", "changed", "unchanged", "bad", "doubtful")}


def how_many(work: Work, kind: type) -> int:
    return work.db.scalar(select(func.count()).select_from(kind)) or 0


def test_a_file_becomes_accounts_with_place_and_switchboard(api: Api, worker: Worker, work: Work) -> None:
    done = take_in(api.li, worker, as_csv([clinic(1, NAME="ST. ELMO'S CLINIC OF RENO")]), save_mapping(api.li))
    assert (done["state"], counts(done)["added"], done["bad"]) == ("done", 1, 0)
    account = work.db.scalars(select(Account)).one()
    assert (account.code, account.name, account.status) == ("US-1", "St. Elmo's Clinic of Reno", "active")
    assert (account.lead_id, account.tags, account.industry) == ("user-li", ["clinic"], "GENERAL")
    place = work.db.scalars(select(Place)).one()
    assert (place.is_main, place.country, place.city) == (True, "US", "Reno")
    assert place.address == "1 MAIN STREET, RENO, 89501"
    assert (place.latitude, place.longitude) == (39.1, -119.81)
    assert work.db.scalars(select(Contact.phone)).one() == "+17759824101"
    assert api.li.get("/accounts", query_string={"q": "elmo"}).json["items"][0]["code"] == "US-1"


def test_what_is_not_known_stays_empty(api: Api, worker: Worker, work: Work) -> None:
    dirty = clinic(1, TYPE="NOT AVAILABLE", TELEPHONE="NOT AVAILABLE", LATITUDE="-999", LONGITUDE="-999")
    take_in(api.li, worker, as_csv([dirty]), save_mapping(api.li))
    assert work.db.scalars(select(Account.industry)).one() is None
    assert work.db.scalars(select(Place.latitude)).one() is None


def test_a_zip_code_gets_its_lost_zero_back_and_says_so(api: Api, worker: Worker, work: Work) -> None:
    done = take_in(api.li, worker, as_csv([clinic(1, ZIP="2134")]), save_mapping(api.li))
    assert findings(api.li, done["id"]) == [(2, "ZIP", "doubtful", "zip-zero-restored")]
    assert work.db.scalars(select(Place.address)).one().endswith("02134")


def test_the_same_file_again_changes_nothing(api: Api, worker: Worker, work: Work, moment: Moment) -> None:
    mapping, content = save_mapping(api.li), as_csv([clinic(number) for number in range(1, 8)])
    assert take_in(api.li, worker, content, mapping)["added"] == 7
    before = work.db.execute(select(Account.id, Account.version, Account.sync_seq).order_by(Account.id)).all()
    entries = how_many(work, Entry)
    moment.advance(days=1)
    again = take_in(api.li, worker, content, mapping)
    assert counts(again) == {"added": 0, "changed": 0, "unchanged": 7, "bad": 0, "doubtful": 0}
    after = work.db.execute(select(Account.id, Account.version, Account.sync_seq).order_by(Account.id)).all()
    assert after == before
    verbs = list(work.db.scalars(select(Entry.verb).order_by(Entry.id)))[entries:]
    assert verbs == ["import.add"]


def test_a_changed_file_updates_by_code_and_shows_the_differences(api: Api, worker: Worker, work: Work) -> None:
    mapping = save_mapping(api.li)
    take_in(api.li, worker, as_csv([clinic(1), clinic(2)]), mapping)
    moved = clinic(1, STATUS="CLOSED", ADDRESS="2 SIDE STREET", TELEPHONE="775-982-4999")
    done = take_in(api.li, worker, as_csv([moved, clinic(2)]), mapping)
    assert (done["changed"], done["unchanged"]) == (1, 1)
    [difference] = api.li.get(f"/imports/{done['id']}/differences").json["items"]
    assert difference["changes"] == {
        "status": ["active", "lost"],
        "place.address": ["1 MAIN STREET, RENO, 89501", "2 SIDE STREET, RENO, 89501"],
        "contact.phone": ["+17759824101", "+17759824999"],
    }
    assert (difference["row"], difference["code"]) == (2, "US-1")
    [entry] = work.db.scalars(select(Entry).where(Entry.verb == "account.change"))
    assert (entry.before, entry.after) == ({"status": "active"}, {"status": "lost"})
    assert {one["kind"] for one in entry.also} == {"places", "contacts"}
    assert how_many(work, Contact) == 2


def test_a_dry_run_names_every_bad_row_and_writes_nothing(api: Api, worker: Worker, work: Work) -> None:
    rows = [
        clinic(1),
        clinic(2, STATUS="MAYBE"),
        clinic(3, NAME=""),
        clinic(1, NAME="TWICE"),
        clinic(5, LATITUDE="139.53"),
        clinic(6, TELEPHONE="call me"),
        clinic(7, LATITUDE="north"),
    ]
    done = take_in(api.li, worker, as_csv(rows), save_mapping(api.li), dry_run="true")
    assert done["state"] == "checked"
    assert counts(done) == {"added": 2, "changed": 0, "unchanged": 0, "bad": 5, "doubtful": 1}
    assert findings(api.li, done["id"]) == [
        (3, "STATUS", "bad", "not-a-choice"),
        (4, "NAME", "bad", "required"),
        (5, None, "bad", "repeated-code"),
        (6, "LATITUDE", "bad", "not-on-earth"),
        (7, "TELEPHONE", "doubtful", "phone-not-understood"),
        (8, "LATITUDE", "bad", "not-a-number"),
    ]
    assert how_many(work, Account) == 0


def test_reasons_come_in_the_callers_language(api: Api, worker: Worker) -> None:
    done = take_in(api.li, worker, as_csv([clinic(1), clinic(1)]), save_mapping(api.li), dry_run="true")
    path = f"/imports/{done['id']}/findings"
    assert api.li.get(path).json["items"][0]["reason"] == "An earlier row (2) has the same code."
    chinese = api.li.get(path, headers={"Accept-Language": "zh-CN"}).json["items"][0]["reason"]
    assert chinese == "前面的行（2）已有相同的编码。"


def test_one_bad_row_stops_all_or_nothing(api: Api, worker: Worker, work: Work) -> None:
    done = take_in(api.li, worker, as_csv([clinic(1), clinic(2, STATUS="MAYBE")]), save_mapping(api.li))
    assert (done["state"], done["bad"]) == ("refused", 1)
    assert how_many(work, Account) == 0


def test_one_bad_row_does_not_block_the_others_when_bad_rows_are_skipped(api: Api, worker: Worker, work: Work) -> None:
    rows = [clinic(1), clinic(2, STATUS="MAYBE"), clinic(3)]
    done = take_in(api.li, worker, as_csv(rows), save_mapping(api.li), mode="skip_bad_rows")
    assert (done["state"], done["added"], done["bad"]) == ("done", 2, 1)
    assert set(work.db.scalars(select(Account.code))) == {"US-1", "US-3"}


def test_each_account_has_one_row_in_the_journal_with_all_that_belongs_to_it(
    api: Api, worker: Worker, work: Work
) -> None:
    take_in(api.li, worker, as_csv([clinic(1), clinic(2)]), save_mapping(api.li))
    entries = work.db.scalars(select(Entry).where(Entry.verb == "account.add")).all()
    assert len(entries) == 2
    for entry in entries:
        assert entry.actor_id == "user-li"
        assert entry.after["code"] == {2: "US-1", 3: "US-2"}[entry.details["row"]]
        assert sorted(one["kind"] for one in entry.also) == ["account_members", "contacts", "places"]
        assert all(one["after"]["account_id"] == entry.subject_id for one in entry.also)


def test_a_gcj02_list_in_gbk_lands_on_the_right_spot(api: Api, worker: Worker, work: Work) -> None:
    definition = {
        "target": "accounts",
        "region": "CN",
        "datum": "gcj02",
        "fields": {
            "code": "编码",
            "name": "名称",
            "tier": {"column": "等级", "values": {"一级": "A"}, "otherwise": "C"},
            "status": "状态",
            "place.latitude": "纬度",
            "place.longitude": "经度",
        },
    }
    columns = ("编码", "名称", "等级", "状态", "经度", "纬度")
    row = dict(zip(columns, ("sh-1", "外滩医院有限公司", "一级", "active", "121.4945", "31.2378"), strict=True))
    content = as_csv([row], "gb18030", columns)
    take_in(api.mei, worker, content, save_mapping(api.mei, definition), lead_id="user-li")
    account = work.db.scalars(select(Account)).one()
    assert (account.name, account.tier, account.status, account.lead_id) == (
        "外滩医院有限公司",
        "A",
        "active",
        "user-li",
    )
    place = work.db.scalars(select(Place)).one()
    assert place.latitude == pytest.approx(31.2397, abs=0.0005)
    assert place.longitude == pytest.approx(121.4900, abs=0.0005)


def test_a_byte_order_mark_and_a_spreadsheet_are_read_alike(api: Api, worker: Worker, work: Work) -> None:
    mapping = save_mapping(api.li)
    take_in(api.li, worker, as_csv([clinic(1)], "utf-8-sig"), mapping)
    book = io.BytesIO()
    write_xlsx(book, "Clinics", COLUMNS, [[clinic(1)[name] for name in COLUMNS]])
    assert take_in(api.li, worker, book.getvalue(), mapping)["unchanged"] == 1


def test_a_form_may_carry_the_file(api: Api, worker: Worker) -> None:
    mapping = save_mapping(api.li)
    form = {"file": (io.BytesIO(as_csv([clinic(1)])), "lists/clinics.csv")}
    sent = api.li.post("/imports", data=form, query_string={"mapping_id": mapping})
    assert (sent.status_code, sent.json["filename"]) == (202, "clinics.csv")


def test_a_retry_with_the_same_key_is_one_import(api: Api) -> None:
    mapping, content = save_mapping(api.li), as_csv([clinic(1)])
    options = {"query_string": {"mapping_id": mapping}, "headers": {"Content-Type": "text/csv", "Idempotency-Key": "k"}}
    first, again = (api.li.post("/imports", data=content, **options) for _ in range(2))
    assert first.json["id"] == again.json["id"]
    other = api.li.post("/imports", data=content + b"\r\n,,,", **options)
    assert other.status_code == 422


def test_what_cannot_be_read_is_refused_at_once(api: Api) -> None:
    mapping = save_mapping(api.li)
    picture = send(api.li, b"\x89PNG\r\n\x1a\n" + b"\0" * 100, mapping)
    assert (picture.status_code, picture.json["errors"][0]["code"]) == (422, "not-a-sheet")
    empty = send(api.li, b"", mapping)
    assert (empty.status_code, empty.json["code"]) == (422, "no-file")
    short = send(api.li, b"ID,NAME\r\n1,A\r\n", mapping)
    assert {one["code"] for one in short.json["errors"]} == {"unknown-column"}


def test_a_mapping_that_means_nothing_is_refused_with_every_fault(api: Api) -> None:
    definition = {
        "target": "accounts",
        "datum": "mars",
        "colour": "red",
        "fields": {"name": {"column": "N", "values": []}, "tier": {"column": "T", "value": "A"}, "size": "S"},
    }
    refused = api.li.post("/import-mappings", {"name": "x", "definition": definition})
    assert refused.status_code == 422
    assert {(one["pointer"], one["code"]) for one in refused.json["errors"]} == {
        ("/definition/datum", "not-a-choice"),
        ("/definition/colour", "unknown-field"),
        ("/definition/fields/code", "required"),
        ("/definition/fields/size", "unknown-field"),
        ("/definition/fields/name/values", "not-an-object"),
        ("/definition/fields/tier", "no-source"),
    }


def test_mappings_are_changed_deleted_and_named_once(api: Api) -> None:
    mapping = save_mapping(api.li)
    assert api.li.post("/import-mappings", {"name": "Clinics", "definition": CLINICS}).status_code == 409
    assert api.li.patch(f"/import-mappings/{mapping}", {"name": "Old clinics"}, version=1).json["version"] == 2
    assert api.li.patch(f"/import-mappings/{mapping}", {"name": "x"}, version=1).status_code == 412
    assert api.li.delete(f"/import-mappings/{mapping}").status_code == 204
    assert api.li.get("/import-mappings").json["items"] == []


def test_mappings_are_seen_up_and_down_the_line_and_by_all_when_shared(api: Api) -> None:
    mine = save_mapping(api.mei)
    assert api.li.get(f"/import-mappings/{mine}").status_code == 200
    assert api.li.patch(f"/import-mappings/{mine}", {"name": "x"}).status_code == 403
    assert api.dana.get(f"/import-mappings/{mine}").status_code == 200
    assert api.sam.get(f"/import-mappings/{mine}").status_code == 404
    api.mei.patch(f"/import-mappings/{mine}", {"shared": True})
    assert api.sam.get(f"/import-mappings/{mine}").status_code == 200


def test_a_stranger_sees_no_import_of_others(api: Api, worker: Worker) -> None:
    done = take_in(api.li, worker, as_csv([clinic(1)]), save_mapping(api.li))
    for path in ("", "/findings", "/differences"):
        assert api.mei.get(f"/imports/{done['id']}{path}").status_code == 200
        assert api.sam.get(f"/imports/{done['id']}{path}").status_code == 404
    assert api.sam.get("/imports").json["items"] == []
    assert send(api.sam, as_csv([clinic(1)]), done["mapping_id"]).json["errors"][0]["parameter"] == "mapping_id"


def test_an_account_out_of_reach_is_not_touched_and_only_its_leads_name_is_told(
    api: Api, worker: Worker, work: Work
) -> None:
    theirs = make_account(work, code="US-1", name="Secret Clinic")
    work.db.commit()
    done = take_in(api.sam, worker, as_csv([clinic(1), clinic(2)]), save_mapping(api.sam), mode="skip_bad_rows")
    assert findings(api.sam, done["id"]) == [(2, None, "bad", "out-of-reach")]
    told = api.sam.get(f"/imports/{done['id']}/findings").json["items"][0]["reason"]
    assert "Li" in told
    assert "Secret" not in told
    work.db.expire_all()
    assert work.db.get_one(Account, theirs.id).name == "Secret Clinic"


def test_the_lead_comes_from_a_column_within_reach(api: Api, worker: Worker, work: Work) -> None:
    definition = CLINICS | {"fields": CLINICS["fields"] | {"lead": "OWNER"}}
    columns = (*COLUMNS, "OWNER")
    rows = [clinic(1) | {"OWNER": "ren@example.com"}, clinic(2) | {"OWNER": "sam@example.com"}]
    mapping = save_mapping(api.mei, definition)
    done = take_in(api.mei, worker, as_csv(rows, columns=columns), mapping, mode="skip_bad_rows")
    assert findings(api.mei, done["id"]) == [(3, None, "bad", "unknown-lead")]
    assert work.db.scalars(select(Account.lead_id)).all() == ["user-ren"]


def test_a_rep_does_not_decide_tiers_by_import(api: Api, worker: Worker, work: Work) -> None:
    definition = CLINICS | {"fields": CLINICS["fields"] | {"tier": {"value": "A"}}}
    done = take_in(api.li, worker, as_csv([clinic(1)]), save_mapping(api.li, definition))
    assert findings(api.li, done["id"]) == [(2, None, "doubtful", "decided-elsewhere")]
    assert work.db.scalars(select(Account.tier)).one() is None
    take_in(api.mei, worker, as_csv([clinic(1)]), save_mapping(api.mei, definition))
    work.db.expire_all()
    assert work.db.scalars(select(Account.tier)).one() == "A"


def test_a_branch_may_stand_above_its_parent(api: Api, worker: Worker, work: Work) -> None:
    definition = CLINICS | {"code_prefix": "US-", "fields": CLINICS["fields"] | {"parent_code": "GROUP"}}
    columns = (*COLUMNS, "GROUP")
    rows = [clinic(1) | {"GROUP": "2"}, clinic(2) | {"GROUP": ""}, clinic(3) | {"GROUP": "77"}]
    done = take_in(api.li, worker, as_csv(rows, columns=columns), save_mapping(api.li, definition))
    assert findings(api.li, done["id"]) == [(4, None, "doubtful", "unknown-parent")]
    ids = dict(work.db.execute(select(Account.code, Account.id)).all())
    parents = dict(work.db.execute(select(Account.code, Account.parent_id)).all())
    assert parents == {"US-1": ids["US-2"], "US-2": None, "US-3": None}


def test_new_accounts_that_look_like_others_are_doubtful(api: Api, worker: Worker, work: Work) -> None:
    make_account(work, name="Saint Elmo Clinic Inc.")
    work.db.commit()
    rows = [clinic(1, NAME="SAINT ELMO CLINIC"), clinic(2, NAME="WEST CLINIC"), clinic(3, NAME="WEST CLINIC")]
    done = take_in(api.li, worker, as_csv(rows), save_mapping(api.li))
    assert findings(api.li, done["id"]) == [
        (2, None, "doubtful", "looks-like-existing"),
        (4, None, "doubtful", "looks-like-row"),
    ]
    assert done["added"] == 3


PEOPLE = {
    "target": "contacts",
    "region": "CN",
    "fields": {"account_code": "CODE", "name": "NAME", "email": "EMAIL", "mobile": "MOBILE", "layer": "LAYER"},
}
PEOPLE_COLUMNS = ("CODE", "NAME", "EMAIL", "MOBILE", "LAYER")


def person(*cells: str) -> dict[str, str]:
    return dict(zip(PEOPLE_COLUMNS, cells, strict=True))


def test_contacts_are_matched_by_account_and_address_or_name(api: Api, worker: Worker, work: Work) -> None:
    account = make_account(work, code="A-1")
    work.db.commit()
    mapping = save_mapping(api.li, PEOPLE, "People")
    rows = [
        person("A-1", "王伟", "wang@example.com", "138 0013 8000", "decider"),
        person("A-1", "李静", "", "", "user"),
        person("B-9", "谁", "", "", ""),
    ]
    done = take_in(api.li, worker, as_csv(rows, columns=PEOPLE_COLUMNS), mapping, mode="skip_bad_rows")
    assert (done["added"], done["bad"]) == (2, 1)
    assert findings(api.li, done["id"]) == [(4, None, "bad", "unknown-account")]
    renamed = [person("A-1", "王小伟", "WANG@example.com", "138 0013 8000", "decider"), rows[1]]
    again = take_in(api.li, worker, as_csv(renamed, columns=PEOPLE_COLUMNS), mapping)
    assert (again["changed"], again["unchanged"], again["added"]) == (1, 1, 0)
    people = api.li.get(f"/accounts/{account.id}/contacts").json["items"]
    assert {(one["name"], one["mobile"], one["layer"]) for one in people} == {
        ("王小伟", "+8613800138000", "decider"),
        ("李静", None, "user"),
    }


def test_a_stopped_import_writes_no_further(api: Api, worker: Worker, work: Work) -> None:
    rows = [clinic(number) for number in range(1, 1100)]
    sent = send(api.li, as_csv(rows), save_mapping(api.li), mode="skip_bad_rows").json
    worker.run_due()
    stopped = api.li.post(f"/imports/{sent['id']}/cancellation")
    assert (stopped.json["state"], stopped.json["added"]) == ("stopped", 500)
    worker.run_due()
    assert how_many(work, Account) == 500
    assert api.li.post(f"/imports/{sent['id']}/cancellation").status_code == 409


def test_an_import_whose_process_died_goes_on_where_it_was(
    api: Api, worker: Worker, work: Work, moment: Moment
) -> None:
    rows = [clinic(number) for number in range(1, 1100)]
    sent = send(api.li, as_csv(rows), save_mapping(api.li), mode="skip_bad_rows").json
    worker.run_due()
    with worker.database.writing() as db:  # another process takes the next portion and dies
        assert due.take(db, Import, sent["id"], moment.now, moment.now)
        db.commit()
    worker.run_due()
    assert api.li.get(f"/imports/{sent['id']}").json["rows_read"] == 500
    moment.advance(minutes=6)
    while worker.run_due():
        pass
    done = api.li.get(f"/imports/{sent['id']}").json
    assert (done["state"], done["added"], done["bad"]) == ("done", 1099, 0)
    assert how_many(work, Account) == 1099


def test_a_point_taken_on_the_spot_outlives_the_file(api: Api, worker: Worker, work: Work) -> None:
    mapping = save_mapping(api.li)
    take_in(api.li, worker, as_csv([clinic(1)]), mapping)
    place = work.db.scalars(select(Place)).one()
    place.lies_at(Point(39.2, -119.9), "on_the_spot")
    work.act("place.locate", place)
    work.db.commit()
    done = take_in(api.li, worker, as_csv([clinic(1)]), mapping)
    assert findings(api.li, done["id"]) == [(2, None, "doubtful", "corrected-on-the-spot")]
    assert done["unchanged"] == 1


BEDS = {"kind": "purchase_volume", "subject": "linen", "unit": "beds", "amount": "BEDS"}
WITH_BEDS = CLINICS | {"facts": [BEDS]}


def test_columns_become_dated_facts_with_the_import_as_their_source(api: Api, worker: Worker, work: Work) -> None:
    mapping, columns = save_mapping(api.li, WITH_BEDS), (*COLUMNS, "BEDS")
    rows = [clinic(1) | {"BEDS": "120"}, clinic(2) | {"BEDS": "-999"}]
    first = take_in(api.li, worker, as_csv(rows, columns=columns), mapping)
    fact = work.db.scalars(select(Fact)).one()
    assert (fact.kind, fact.subject, fact.amount, fact.unit) == ("purchase_volume", "linen", 120, "beds")
    assert (fact.source_kind, fact.source_id, fact.author_id) == ("import", first["id"], "user-li")
    assert take_in(api.li, worker, as_csv(rows, columns=columns), mapping)["unchanged"] == 2
    grown = [clinic(1) | {"BEDS": "150"}, clinic(2) | {"BEDS": "-999"}]
    done = take_in(api.li, worker, as_csv(grown, columns=columns), mapping)
    [difference] = api.li.get(f"/imports/{done['id']}/differences").json["items"]
    before, after = ({"amount": beds, "unit": "beds"} for beds in ("120", "150"))
    assert difference["changes"] == {"fact.purchase_volume.linen": [before, after]}
    work.db.expire_all()
    known = {int(one.amount): one.superseded_at is None for one in work.db.scalars(select(Fact)) if one.amount}
    assert known == {120: False, 150: True}


def test_a_fact_that_cannot_be_is_a_bad_row(api: Api, worker: Worker) -> None:
    columns = (*COLUMNS, "BEDS")
    rows = [clinic(1) | {"BEDS": "-5"}, clinic(2) | {"BEDS": "many"}, clinic(3) | {"BEDS": "1.23456"}]
    done = take_in(api.li, worker, as_csv(rows, columns=columns), save_mapping(api.li, WITH_BEDS), dry_run="true")
    assert findings(api.li, done["id"]) == [
        (2, "BEDS", "bad", "too-small"),
        (3, "BEDS", "bad", "not-a-number"),
        (4, "BEDS", "bad", "too-many-places"),
    ]


def test_parents_in_a_circle_are_left_out(api: Api, worker: Worker, work: Work) -> None:
    definition = CLINICS | {"code_prefix": "US-", "fields": CLINICS["fields"] | {"parent_code": "GROUP"}}
    columns = (*COLUMNS, "GROUP")
    rows = [clinic(1) | {"GROUP": "2"}, clinic(2) | {"GROUP": "3"}, clinic(3) | {"GROUP": "1"}]
    done = take_in(api.li, worker, as_csv(rows, columns=columns), save_mapping(api.li, definition))
    assert findings(api.li, done["id"]) == [(4, None, "doubtful", "circular-parents")]
    assert work.db.scalars(select(Account.parent_id).where(Account.code == "US-3")).one() is None
