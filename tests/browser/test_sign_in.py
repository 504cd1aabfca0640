"""Who may see what, behind a real OpenID Connect provider: nothing without a sign-in, and no more than the role allows."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import oidc_provider_mock
import pytest
from oidc_provider_mock import User
from playwright.sync_api import Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests.browser import chromium
from tests.browser.chromium import Visit, titled

SECRET, CLIENT = "a secret of the tests alone", "dashboard"
PEOPLE = """
[[person]]
account = "Tinh@langson.example"
name = "Văn phòng tỉnh"
role = "viewer"

[[person]]
account = "dinhlap@langson.example"
name = "Văn phòng Đình Lập"
role = "district_viewer"
districts = ["189"]

[[person]]
account = "so-lieu@langson.example"
name = "Tổ số liệu"
role = "steward"
"""
ACCOUNTS = ("tinh", "dinhlap", "so-lieu", "stranger", "unverified")
COOKIE = "_streamlit_user"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    users = [
        User(sub=name, claims={"email": f"{name}@langson.example", "email_verified": True}) for name in ACCOUNTS[:-1]
    ]
    users.append(User(sub="unverified", claims={"email": "so-lieu@langson.example", "email_verified": False}))
    with oidc_provider_mock.run_server_in_thread(user_claims=users) as running:
        yield f"http://localhost:{running.server_port}".replace("localhost", "127.0.0.1")


@pytest.fixture(scope="module")
def people(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("access") / "access.toml"


@pytest.fixture(scope="module")
def guarded(small_warehouse, provider, people) -> Iterator[str]:
    people.write_text(PEOPLE, encoding="utf-8")
    port, secrets = chromium.free_port(), people.with_name("secrets.toml")
    secrets.write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "{CLIENT}"
client_secret = "nothing"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ prompt = "login" }}
""",
        encoding="utf-8",
    )
    environment = {
        "LANGSON_ACCESS": str(people),
        "LANGSON_SECRETS": str(secrets),
        "AUTHLIB_INSECURE_TRANSPORT": "1",
    }
    with chromium.served(small_warehouse, small_warehouse.parent / "inbox", port, **environment) as address:
        yield address


@pytest.fixture
def visitor(browser, guarded) -> Iterator[Visit]:
    one = Visit(browser, guarded, 1920, 1080)
    yield one
    one.close()


def signed_in(visitor: Visit, account: str, path: str = "/") -> Page:
    page = visitor.page
    page.goto(visitor.address)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("button", name=account, exact=True).click()
    page.wait_for_url(f"{visitor.address}/**")
    return visitor.open(path)


@pytest.mark.parametrize("path", ["/", "/unit?unit=189", "/load", "/meeting", "/passport?id=x"])
def test_nothing_is_seen_without_a_sign_in(visitor, path):
    page = visitor.open(path)
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    assert page.get_by_test_id("stSidebarNavLink").count() == 0 and "%" not in page.locator("body").inner_text()


def test_a_viewer_sees_the_province_and_does_not_load(visitor):
    page = signed_in(visitor, "tinh")
    expect(page.get_by_text("Văn phòng tỉnh · Người xem")).to_be_visible()
    titled(page, "15/11/2021")
    assert page.get_by_test_id("stSidebarNavLink").filter(has_text="Nạp số liệu").count() == 0
    visitor.open("/load")
    expect(page.get_by_text("Trang này dành cho người phụ trách số liệu")).to_be_visible()
    assert page.locator('input[type="file"]').count() == 0


def test_a_steward_loads(visitor):
    page = signed_in(visitor, "so-lieu", "/load")
    expect(page.locator('input[type="file"]')).to_be_attached()


@pytest.mark.parametrize("account", ["stranger", "unverified"])
def test_who_is_not_on_the_list_or_whose_address_nobody_verified_sees_nothing(visitor, account):
    page = signed_in(visitor, account)
    expect(
        page.get_by_text("Tài khoản này chưa được cấp quyền xem" if account == "stranger" else "Đăng nhập bằng")
    ).to_be_visible()
    assert page.get_by_test_id("stSidebarNavLink").count() == 0


def test_who_is_taken_off_the_list_is_out_at_the_next_click(visitor, people):
    page = signed_in(visitor, "tinh")
    try:
        people.write_text(PEOPLE.replace("Tinh@", "someone-else@"), encoding="utf-8")
        page.get_by_test_id("stSidebarNavLink").filter(has_text="Bản đồ").click()
        expect(page.get_by_text("Tài khoản này chưa được cấp quyền xem")).to_be_visible()
    finally:
        people.write_text(PEOPLE, encoding="utf-8")


def known(guarded: str, secret: str = SECRET, **other: object) -> dict:
    """A cookie as the dashboard writes one after a sign-in, with something else in it."""
    claims = {
        "email": "so-lieu@langson.example", "email_verified": True, "aud": CLIENT, "iat": time.time(), "is_logged_in": True,
        "origin": guarded, "provider": "default", **other,
    }  # fmt: skip
    signed = create_signed_value(secret, COOKIE, json.dumps(claims)).decode()
    return {"name": COOKIE, "value": signed, "url": guarded, "httpOnly": True}


def test_a_sign_in_is_remembered(visitor, guarded):
    visitor.page.context.add_cookies([known(guarded)])
    expect(visitor.open("/").get_by_text("Tổ số liệu · Người phụ trách số liệu")).to_be_visible()


@pytest.mark.parametrize(
    "other",
    [{"secret": "another"}, {"iat": time.time() - 13 * 3600}, {"iat": None}, {"aud": "another"}, {"origin": "http://127.0.0.1:1"}],
    ids=["forged", "expired", "of no age", "for another application", "of another host"],
)  # fmt: skip
def test_what_was_not_signed_here_now_and_for_us_lets_nobody_in(visitor, guarded, other):
    visitor.page.context.add_cookies([known(guarded, **other)])
    page = visitor.open("/load")
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    assert page.locator('input[type="file"]').count() == 0


def test_an_answer_of_the_provider_serves_once_and_its_own_browser_alone(browser, guarded):
    first = Visit(browser, guarded, 1920, 1080)
    answers = []
    first.page.on("request", lambda sent: answers.append(sent.url) if "/oauth2callback" in sent.url else None)
    signed_in(first, "tinh")
    other = browser.engine.new_context().new_page()
    other.goto(answers[0])
    expect(other.get_by_role("button", name="Đăng nhập")).to_be_visible()
    other.context.close()
    first.close()


def test_a_viewer_signs_out(visitor):
    page = signed_in(visitor, "tinh")
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/oauth2/end_session**")
    visitor.page.goto(visitor.address)
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
