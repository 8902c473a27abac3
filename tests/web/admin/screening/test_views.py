from __future__ import annotations

import re
from html import unescape

import pytest

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LINES = """# from the list of last year
192.0.2.0/24   # a flood in March
*.Example.org
mina.ito@example.com
192.0.2.9/24
"""


def add(admin, subjects, act="block", status=303, **more):
    return admin.post(
        "/admin/screening/add", {"act": act, "subjects": subjects, "campaign": "", **more}, status
    )


def test_without_rules_the_page_says_what_screening_does_all_the_same(admin):
    page = admin.get("/admin/screening/")
    assert "No rule yet" in page
    assert "0 rules about networks" in admin.get("/admin/")


def test_several_lines_make_several_rules_each_once(admin):
    add(admin, LINES, note="Spring")
    page = unescape(admin.get("/admin/screening/"))
    assert "3 rules are added." in page
    for shown in ("192.0.2.0/24", "*.example.org", "an address, mark", "Spring", "admin@example.org"):
        assert shown in page
    assert "mina" not in page
    add(admin, LINES)
    assert "These rules were there already." in admin.get("/admin/screening/")


def test_an_address_is_shown_once_and_masked(admin):
    add(admin, "mina.ito@example.com")
    assert "1 rule is added. m•••@e•••.com" in admin.get("/admin/screening/")
    assert "m•••" not in admin.get("/admin/screening/")


def test_where_a_line_is_wrong_none_is_added_and_all_that_is_wrong_is_said(admin):
    answer = add(admin, "example.org\nnonsense\n0.0.0.0/0\nmina@", status=422)
    page = unescape(answer.text)
    assert "Nothing was added." in page
    for sentence in (
        "Line 2: “nonsense” is no network",
        "Line 3: 0.0.0.0/0 is too wide",
        "Line 4: This is not",
    ):
        assert sentence in page
    assert "example.org\nnonsense" in page
    assert "No rule yet" in admin.get("/admin/screening/")


def test_only_domains_are_throw_away(admin):
    assert "is no mail domain" in add(admin, "192.0.2.0/24", "disposable", 422).text
    add(admin, "example.org", "lasting")
    assert "is not throw-away" in admin.get("/admin/screening/")


def test_a_rule_is_taken_back(admin):
    add(admin, "example.org")
    rule = re.search(r"/admin/screening/(\w{26})/remove", admin.get("/admin/screening/"))
    admin.post(rule[0])
    assert "The rule is taken back." in admin.get("/admin/screening/")
    assert "does not exist any more" in admin.post(rule[0], status=404).text


def test_the_list_has_pages_and_filters(admin):
    add(admin, "\n".join(f"a{number}.example.org" for number in range(60)))
    add(admin, "192.0.2.0/24", "allow")
    page = admin.get("/admin/screening/")
    assert page.count("/remove") == 50
    older = re.search(r'href="(\?[^"]+)" rel="next"', page)[1]
    rest = admin.get(f"/admin/screening/{unescape(older)}")
    assert rest.count("/remove") == 11
    newer = re.search(r'href="(\?[^"]+)" rel="prev"', rest)[1]
    assert admin.get(f"/admin/screening/{unescape(newer)}").count("/remove") == 50
    assert admin.get("/admin/screening/?act=allow").count("/remove") == 1
    assert admin.get("/admin/screening/?kind=domain&act=block").count("/remove") == 50
    assert "No rule is like this" in admin.get("/admin/screening/?kind=address")
    assert admin.get("/admin/screening/?kind=nonsense").count("/remove") == 50


def test_the_rates_are_set_within_reason(admin):
    values = {"short_count": "2", "short_s": "30", "long_count": "20", "long_s": "600"}
    admin.post("/admin/screening/rates", values)
    assert "at most 2 in 30 seconds, and at most 20 in 600" in admin.get("/admin/screening/")
    for wrong, sentence in (
        ({"short_s": "600"}, "must be longer than the short one"),
        ({"short_count": "0"}, "A number from 1 to 10000."),
        ({"long_s": "x"}, "Enter a number."),
        ({"long_s": ""}, "Enter a number."),
    ):
        assert sentence in admin.post("/admin/screening/rates", values | wrong, 422).text
    assert 'value="20"' in admin.get("/admin/screening/rates")
