"""Setting up a robot: only addresses that are known, never told again, everybody their own."""

import pytest

from kamfield.core.sealed import NotSealed, sealed, unsealed
from kamfield.core.work import Work
from kamfield.messengers.models import Messenger
from kamfield.messengers.rules import MOST_EACH, Service, hint, service_of
from kamfield.settings import Settings
from tests.api import Api

KEY = "693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa"
WECOM = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"
TEAMS = (
    "https://prod-1.westeurope.logic.azure.com:443/workflows/0123456789abcdef/triggers/manual/paths/invoke"
    "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=abcdefgh"
)
GOOD = {
    WECOM: Service.WECOM,
    "https://oapi.dingtalk.com/robot/send?access_token=abcdef0123456789": Service.DINGTALK,
    "https://oapi.dingtalk.com/robot/send?access_token=abcdef0123456789&secret=SEC0123456789": Service.DINGTALK,
    "https://open.feishu.cn/open-apis/bot/v2/hook/abcdefgh-1234": Service.FEISHU,
    "https://open.larksuite.com/open-apis/bot/v2/hook/abcdefgh-1234": Service.LARK,
    TEAMS: Service.TEAMS,
    "https://hooks.slack.com/services/T1234ABCD/B1234ABCD/abcdefghijklmnopqrstuvwx": Service.SLACK,
}
BAD = (
    "http://127.0.0.1:9000/in",
    "https://intranet/in",
    "http://169.254.169.254/latest/meta-data",
    "http://[::1]/in",
    "file:///etc/passwd",
    "mailto://somebody:password@example.com",
    WECOM.replace("https", "http"),
    WECOM.replace("qyapi.weixin.qq.com", "qyapi.weixin.qq.com.evil.example"),
    WECOM.replace("qyapi.weixin.qq.com", "qyapi.weixin.qq.com@127.0.0.1"),
    WECOM + "&redirect=yes",
    WECOM + "\nhttp://127.0.0.1/",
    TEAMS + "&verify=no",
    TEAMS.replace(".logic.azure.com:443", ".logic.azure.com.evil.example"),
    "",
)


@pytest.mark.parametrize(("address", "service"), GOOD.items())
def test_the_address_says_whose_robot_it_is(address: str, service: Service) -> None:
    assert service_of(address) == service


@pytest.mark.parametrize("address", BAD)
def test_nothing_else_is_ever_called(address: str) -> None:
    assert service_of(address) is None


def test_an_operator_may_allow_a_host_of_the_own_network() -> None:
    allowed = {"chat.internal", "127.0.0.1:9000"}
    assert service_of("https://chat.internal/in?room=7", allowed) == Service.WEBHOOK
    assert service_of("http://127.0.0.1:9000/in", allowed) == Service.WEBHOOK
    assert service_of("http://127.0.0.1:9001/in", allowed) is None
    assert service_of("http://127.0.0.1/in", allowed) is None
    assert service_of("ftp://chat.internal/in", allowed) is None
    assert service_of("https://chat.internal@evil.example/in", allowed) is None
    assert service_of("https://somebody:password@chat.internal/in", allowed) is None
    assert service_of("https://chat.internal:99999/in", allowed) is None


def test_a_hint_tells_where_but_not_how() -> None:
    assert hint(WECOM) == "qyapi.weixin.qq.com/…5aaa"


def test_the_address_is_told_to_nobody_again(api: Api, work: Work, settings: Settings) -> None:
    added = api.li.post("/messengers", {"label": "Mine", "address": f" {WECOM} ", "topics": ["week", "notices"]})
    assert added.status_code == 201, added.json
    assert (added.json["service"], added.json["hint"]) == ("wecom", "qyapi.weixin.qq.com/…5aaa")
    row = work.db.get_one(Messenger, added.json["id"])
    assert unsealed(settings.secret_key, str(row.sealed_address)) == WECOM
    told = [added.text, api.li.get("/messengers").text, str(row.sealed_address)]
    assert not [one for one in told if KEY in one or KEY[:20] in one]


def test_another_address_is_refused_at_its_field(api: Api) -> None:
    for address in BAD:
        refused = api.li.post("/messengers", {"label": "x", "address": address, "topics": ["week"]})
        assert refused.status_code == 422
        assert refused.json["errors"][0]["pointer"] == "/address"


def test_everybody_has_their_own_and_not_too_many(api: Api) -> None:
    for number in range(MOST_EACH):
        body = {"label": f"{number}", "address": f"{WECOM}{number}", "topics": ["team"]}
        mine = api.mei.post("/messengers", body).json
    full = api.mei.post("/messengers", {"label": "one more", "address": WECOM, "topics": ["team"]})
    assert (full.status_code, full.json["code"]) == (409, "too-many-messengers")
    assert api.li.get("/messengers").json["items"] == []
    for path in (f"/messengers/{mine['id']}/trials",):
        assert api.li.post(path).status_code == 404
    assert api.li.delete(f"/messengers/{mine['id']}").status_code == 404


def test_what_goes_there_can_be_changed_by_its_owner_alone(api: Api) -> None:
    mine = api.li.post("/messengers", {"label": "Mine", "address": WECOM, "topics": ["week"]}).json
    changed = api.li.patch(f"/messengers/{mine['id']}", {"topics": ["week", "notices"]})
    assert (changed.status_code, changed.json) == (200, mine | {"topics": ["week", "notices"]})
    refused = api.li.patch(f"/messengers/{mine['id']}", {"address": "http://127.0.0.1/in"})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/address")
    assert api.mei.patch(f"/messengers/{mine['id']}", {"label": "Hers"}).status_code == 404


def test_what_is_taken_back_forgets_its_address(api: Api, work: Work) -> None:
    mine = api.li.post("/messengers", {"label": "Mine", "address": WECOM, "topics": ["week"]}).json
    waiting = api.li.post(f"/messengers/{mine['id']}/trials").json
    assert api.li.delete(f"/messengers/{mine['id']}").status_code == 204
    assert api.li.get("/messengers").json["items"] == []
    assert api.li.get(f"/messengers/{mine['id']}/messages").status_code == 404
    row = work.db.get_one(Messenger, mine["id"])
    assert row.sealed_address is None
    assert waiting["state"] == "due"


def test_what_was_sealed_opens_with_the_same_key_only() -> None:
    box = sealed("the secret key of an installation", "a secret")
    assert "secret" not in box
    assert unsealed("the secret key of an installation", box) == "a secret"
    for key, text in (("another secret key, as long as it", box), ("the secret key of an installation", "no box")):
        with pytest.raises(NotSealed):
            unsealed(key, text)
