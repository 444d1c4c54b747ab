"""The decision map over HTTP: people are assessed, lines drawn, factors weighed, and the map warns."""

from xml.etree import ElementTree

import pytest

from kamfield.core.work import Work
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account, make_contact
from tests.make.opportunities import an_opportunity
from tests.make.visits import make_report, make_visit

SVG = "{http://www.w3.org/2000/svg}"


class Scene:
    """An opportunity of li's at a client with three people."""

    def __init__(self, work: Work, api: Api) -> None:
        self.account = make_account(work, name="Neue Gießlinie")
        self.wang, self.chen, self.zhao = (
            make_contact(work, self.account, name=name).id for name in ("王建国", "Chen", "Zhao")
        )
        self.opportunity = an_opportunity(api.li, self.account.id, name="Line <3>")
        self.path = f"/opportunities/{self.opportunity['id']}"


@pytest.fixture
def scene(work: Work, api: Api) -> Scene:
    return Scene(work, api)


def assess(api: Api, scene: Scene, contact_id: str, **said: object) -> dict[str, object]:
    answer = api.li.post(f"{scene.path}/assessments", {"contact_id": contact_id, **said})
    assert answer.status_code == 201, answer.json
    return dict(answer.json)


def person(api: Api, scene: Scene, contact_id: str) -> dict[str, object]:
    people = api.li.get(f"{scene.path}/map").json["people"]
    return next(one for one in people if one["contact_id"] == contact_id)


def test_the_shorthand_of_paper_maps_is_understood(api: Api, scene: Scene) -> None:
    said = {"buying_role": "※", "attitude": "×", "support": "-", "relationship_depth": "?"}
    found = assess(api, scene, scene.wang, **said)
    assert [found[name] for name in said] == ["approver", "laggard", "non_supporter", "unknown"]


def test_a_sign_that_a_list_does_not_know_is_refused_with_its_codes(api: Api, scene: Scene) -> None:
    refused = api.li.post(f"{scene.path}/assessments", {"contact_id": scene.wang, "buying_role": "×"})
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == "/buying_role"
    assert "decision_maker" in refused.json["errors"][0]["detail"]


def test_what_is_not_said_stays_and_what_was_stays_as_history(api: Api, scene: Scene, moment: Moment) -> None:
    assess(api, scene, scene.wang, buying_role="approver", support="opponent")
    moment.advance(days=1)
    assess(api, scene, scene.wang, support="neutral")
    now = person(api, scene, scene.wang)
    assert (now["buying_role"], now["support"], now["assessed_on"]) == ("approver", "neutral", "2026-03-03")
    history = api.li.get(f"{scene.path}/assessments?contact_id={scene.wang}").json["items"]
    assert [(one["support"], one["superseded_at"] is None) for one in history] == [
        ("neutral", True),
        ("opponent", False),
    ]


def test_what_was_seen_earlier_is_history_at_once(api: Api, scene: Scene) -> None:
    assess(api, scene, scene.wang, support="supporter")
    late = assess(api, scene, scene.wang, support="opponent", assessed_on="2026-02-01")
    assert late["superseded_at"] is not None
    assert person(api, scene, scene.wang)["support"] == "supporter"


def test_nobody_has_seen_tomorrow(api: Api, scene: Scene) -> None:
    refused = api.li.post(f"{scene.path}/assessments", {"contact_id": scene.wang, "assessed_on": "2026-03-03"})
    assert refused.json["errors"][0]["code"] == "in-the-future"


def test_an_assessment_that_never_was_so_gives_its_place_back(api: Api, scene: Scene) -> None:
    assess(api, scene, scene.wang, support="supporter")
    wrong = assess(api, scene, scene.wang, support="opponent")
    assert api.ren.delete(f"/assessments/{wrong['id']}?reason=no").status_code in {403, 404}
    assert api.li.delete(f"/assessments/{wrong['id']}?reason=Mixed%20up").status_code == 204
    assert person(api, scene, scene.wang)["support"] == "supporter"


def test_only_people_of_the_client_stand_on_the_map(api: Api, scene: Scene, work: Work) -> None:
    elsewhere = make_contact(work, make_account(work), name="Elsewhere").id
    for path, body in (
        ("assessments", {"contact_id": elsewhere}),
        ("influences", {"from_contact_id": scene.wang, "to_contact_id": elsewhere, "kind": "formal"}),
        ("factors", {"kind": "personal", "text": "x", "set_by_contact_id": elsewhere}),
    ):
        refused = api.li.post(f"{scene.path}/{path}", body)
        assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "unknown-reference"), path


def test_a_line_is_drawn_once_and_erased(api: Api, scene: Scene) -> None:
    line = {"from_contact_id": scene.chen, "to_contact_id": scene.wang, "kind": "political"}
    drawn = api.li.post(f"{scene.path}/influences", line)
    assert drawn.status_code == 201
    again = api.li.post(f"{scene.path}/influences", line)
    assert (again.status_code, again.json["code"]) == (409, "already-drawn")
    assert {one["contact_id"] for one in api.li.get(f"{scene.path}/map").json["people"]} == {scene.chen, scene.wang}
    assert api.li.delete(f"/influences/{drawn.json['id']}", version=1).status_code == 204
    assert api.li.get(f"{scene.path}/map").json["lines"] == []
    assert api.li.post(f"{scene.path}/influences", line).status_code == 201


def test_a_line_joins_two_people(api: Api, scene: Scene) -> None:
    line = {"from_contact_id": scene.chen, "to_contact_id": scene.chen, "kind": "formal"}
    assert api.li.post(f"{scene.path}/influences", line).json["errors"][0]["code"] == "not-oneself"


def test_factors_stand_in_the_order_of_their_weight(api: Api, scene: Scene) -> None:
    light = {"kind": "personal", "text": "Wants to be promoted", "priority": 4}
    heavy = {
        "kind": "technical_or_business",
        "text": "Spare parts within a day",
        "priority": 1,
        "set_by_contact_id": scene.wang,
        "our_standing": "behind",
        "competitors": [{"name": "Nordwerk", "standing": "ahead"}],
    }
    ids = [api.li.post(f"{scene.path}/factors", body).json["id"] for body in (light, heavy)]
    found = api.li.get(f"{scene.path}/map").json["factors"]
    assert [one["id"] for one in found] == [ids[1], ids[0]]
    assert found[0]["competitors"] == [{"name": "Nordwerk", "standing": "ahead"}]
    changed = api.li.patch(f"/factors/{ids[0]}", {"our_standing": "level"}, version=1)
    assert (changed.json["our_standing"], changed.json["text"]) == ("level", "Wants to be promoted")
    assert api.li.patch(f"/factors/{ids[0]}", {"priority": 5}, version=1).status_code == 412
    assert api.li.delete(f"/factors/{ids[1]}", version=1).status_code == 204


def test_the_map_warns_in_the_readers_language(api: Api, scene: Scene) -> None:
    assess(api, scene, scene.wang, buying_role="approver", relationship_depth="none", support="neutral")
    assess(api, scene, scene.zhao, buying_role="end_user", support="opponent", relationship_depth="brief")
    line = {"from_contact_id": scene.zhao, "to_contact_id": scene.wang, "kind": "political"}
    api.li.post(f"{scene.path}/influences", line)
    shown = api.li.get(f"{scene.path}/map", headers={"Accept-Language": "zh-CN"}).json["warnings"]
    assert [one["code"] for one in shown] == [
        "approver-never-met",
        "no-supporter-among-deciders",
        "opponent-with-influence",
        "one-contact-only",
    ]
    assert shown[0]["text"] == "王建国是最后批准人，而我们从未见过。"


def test_whoever_attended_a_reported_visit_was_met(api: Api, scene: Scene, work: Work) -> None:
    assess(api, scene, scene.wang, buying_role="approver")
    visit = make_visit(work, scene.account, contact_ids=[scene.wang, scene.chen])
    make_report(work, visit, attendee_ids=[scene.wang])
    assert person(api, scene, scene.wang)["last_met_on"] == visit.day.isoformat()
    assert api.li.get(f"/contacts/{scene.chen}").json["last_met_on"] is None


def test_who_left_stays_on_the_map_and_is_warned_of(api: Api, scene: Scene) -> None:
    assess(api, scene, scene.wang, buying_role="approver", support="mentor", relationship_depth="multiple")
    api.li.post(f"/contacts/{scene.wang}/departure", {"left_on": "2026-03-01"})
    shown = api.li.get(f"{scene.path}/map").json
    assert not shown["people"][0]["is_active"]
    assert "left" in {one["code"] for one in shown["warnings"]}


def test_information_grows_old(api: Api, scene: Scene, moment: Moment) -> None:
    assess(api, scene, scene.wang, buying_role="approver", support="mentor", relationship_depth="multiple")
    moment.advance(days=61)
    warned = [one["code"] for one in api.li.get(f"{scene.path}/map").json["warnings"]]
    assert warned == ["one-contact-only", "outdated"]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_drawing_is_sound_xml_with_everybody_on_it(api: Api, scene: Scene, language: str) -> None:
    assess(api, scene, scene.wang, buying_role="approver")
    line = {"from_contact_id": scene.zhao, "to_contact_id": scene.wang, "kind": "political"}
    api.li.post(f"{scene.path}/influences", line)
    answer = api.li.get(f"{scene.path}/map.svg?language={language}")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    drawn = ElementTree.fromstring(answer.get_data(as_text=True))
    texts = {one.text for one in drawn.iter(f"{SVG}text")}
    assert {"Line <3>", "王建国", "Zhao", {"en": "Approver", "zh-CN": "最后批准"}[language]} <= texts
    assert len([one for one in drawn.iter(f"{SVG}path") if one.get("class") == "political"]) == 2  # and the legend


def test_an_empty_map_can_be_drawn_too(api: Api, scene: Scene) -> None:
    assert "Nobody stands on the map yet." in api.li.get(f"{scene.path}/map.svg").get_data(as_text=True)


def test_a_long_history_costs_no_further_statements(api: Api, scene: Scene, count_statements) -> None:
    counts = []
    for _ in range(2):
        for contact_id in (scene.wang, scene.chen, scene.zhao) * 5:
            assess(api, scene, contact_id)
        with count_statements() as said:
            assert api.li.get(f"{scene.path}/map").status_code == 200
        counts.append(len(said))
    assert counts[0] == counts[1] <= 9, said
