from __future__ import annotations

import html
import re

import pytest

from campaign.core.rendering import render

CONTEXT = {
    "title": "Provide <some> legal protection & more",
    "link": "https://campaigns.example.org/confirm/token",
    "days": 30,
    "organization": "Example Campaigns",
    "role": "organizer",
    "sender_name": "Example Campaigns",
    "unsubscribe": None,
    "lang": "en",
}
KINDS = ["confirm", "known", "mine", "reset", "reset-notice", "invitation"]


def mail(kind, file):
    return render(f"email/{kind}/{file}", "en", **CONTEXT)


def words(page):
    body = re.sub(r"<(style|title)\b.*?</\1>", "", page, flags=re.DOTALL)
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", body).split()))


@pytest.mark.parametrize("kind", KINDS)
def test_a_subject_is_one_short_line_that_names_no_campaign(kind):
    subject = mail(kind, "subject.txt").strip()
    assert "\n" not in subject
    assert 0 < len(subject) <= 50
    assert "protection" not in subject


@pytest.mark.parametrize("kind", KINDS)
def test_text_and_html_say_the_same(kind):
    text, page = mail(kind, "body.txt"), mail(kind, "body.html")
    shown = words(page)
    for line in text.splitlines():
        sentence = " ".join(line.split())
        if sentence and sentence not in {"--", CONTEXT["link"]}:
            assert sentence in shown
    assert (CONTEXT["link"] in text) == (f'href="{CONTEXT["link"]}"' in page)


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_says_what_to_do_if_one_did_not_ask_for_it(kind):
    assert re.search(r"If it was not you|If you did not expect", mail(kind, "body.txt"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_of_a_text_is_told_from_the_next(kind):
    assert "\n\n\n\n" not in mail(kind, "body.txt")
    assert mail(kind, "body.txt").startswith("Good day,")


@pytest.mark.parametrize("kind", ["confirm", "known"])
def test_a_title_is_text_in_html(kind):
    assert "Provide &lt;some&gt; legal protection &amp; more" in mail(kind, "body.html")
    assert "Provide <some> legal protection & more" in mail(kind, "body.txt")
