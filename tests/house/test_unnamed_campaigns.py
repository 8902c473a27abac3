"""Whoever sees a signer's mailbox, address bar or folder of downloads does not learn what she signed."""

from __future__ import annotations

import pytest
from jinja2 import meta

from campaign.core import rendering
from tests.house import tree
from tests.web.public.conftest import public  # noqa: F401 - a fixture

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

HERS = ("public.mine.", "public.confirming.", "public.letters.", "public.unsubscribing.")
# What is known of a signer or an account and not of what she signed.
MAY_STAND_IN_SUBJECTS = {"organization", "sender_name", "role", "days", "num"}


def test_no_subject_of_a_mail_takes_anything_that_names_a_campaign(app):
    environment = rendering.environment()
    subjects = [name for name in tree.templates() if name.endswith("/subject.txt")]
    assert subjects
    for name in subjects:
        wanted = meta.find_undeclared_variables(environment.parse(tree.read(name)))
        assert wanted - {"_", "ngettext", "gettext"} <= MAY_STAND_IN_SUBJECTS, name


def test_no_address_of_a_page_of_hers_names_a_campaign(app):
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(HERS)]
    assert len(rules) > 10
    assert not [rule.rule for rule in rules if rule.arguments - {"token", "signature_id", "key"}]
    assert not [rule.rule for rule in rules if rule.rule.startswith("/c/")]


def test_no_title_and_no_file_of_hers_names_a_campaign(public):  # noqa: F811
    own, pending = public.signed(), public.signed(1, confirmed=False)
    pages = [
        public.mine(own),
        public.mailed(own),
        f"{public.mine(own)}/signatures/{own}/correct",
        f"{public.mine(own)}/letters/{own}/unsg",
        public.confirm(pending),
    ]
    titles = [public.title(0), public.title(1)]
    for path in pages:
        head = public.client.get(path).text.partition("</head>")[0]
        assert not [title for title in titles if title in head], path
        assert public.slug not in head
    files = [
        public.client.get(f"{public.mine(own)}/everything.json"),
        *(
            public.client.post(f"{public.mine(own)}/letters/{own}/unsg", data={"as": kind, "own": ""})
            for kind in ("txt", "eml", "docx")
        ),
    ]
    for answer in files:
        said = answer.headers["Content-Disposition"]
        assert said.startswith("attachment")
        assert not [slug for slug in public.slugs if slug in said]
