from __future__ import annotations

import pytest

from campaign.statements.reading import verbs
from campaign.statements.reading.verbs import verb_at


@pytest.mark.parametrize(
    ("base", "third", "past", "ing"),
    [
        ("urge", "urges", "urged", "urging"),
        ("call upon", "calls upon", "called upon", "calling upon"),
        ("press", "presses", "pressed", "pressing"),
        ("deny", "denies", "denied", "denying"),
        ("agree", "agrees", "agreed", "agreeing"),
    ],
)
def test_the_forms_of_a_verb_are_made_by_rule(base, third, past, ing):
    assert (verbs.third_person(base), verbs.past(base), verbs.ing(base)) == (third, past, ing)


def test_urge_and_demand_alone_make_campaigns():
    campaigning = {form.verb.lemma for form in verbs.verbs().forms.values() if form.verb.is_campaign}
    assert campaigning == {"urge", "demand"}


@pytest.mark.parametrize(
    ("words", "lemma", "written"),
    [
        ("calls on them", "call upon", "calls on"),
        ("Calls, in this regard, upon them", "call upon", "Calls, in this regard, upon"),
        ("calls once again for peace", "call for", "calls once again for"),
        ("call the churches to pray", "call upon", "call"),
        ("*calls* upon them", None, None),
        ("TAKES NOTE of it", "take note", "TAKES NOTE"),
        ("begged them", "beg", "begged"),
    ],
)
def test_a_verb_is_read_in_the_spelling_of_the_text(words, lemma, written):
    found = verb_at(words, 0, len(words))
    assert (found and found.form.verb.lemma, found and words[found.start : found.end]) == (lemma, written)


@pytest.mark.parametrize("words", ["demands of the people", "requests from abroad", "calling names", "calls"])
def test_a_noun_or_another_word_is_no_verb(words):
    assert verb_at(words, 0, len(words)) is None
