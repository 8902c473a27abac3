from __future__ import annotations

import re

import pytest

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def corrected(public, signature_id, **changes):
    path = f"{public.mine(signature_id)}/signatures/{signature_id}/correct"
    page = public.client.get(path).text
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)[1]
    form = {"csrf_token": token, "name": "Mina Ito", "country": "JP", "city": "", "comment": ""} | changes
    return page, public.client.post(path, data=form)


def test_what_was_typed_wrong_is_corrected(public):
    signature_id = public.signed(city="Osaka")
    page, answer = corrected(
        public, signature_id, name=" Mina Itō ", country="KR", city="Busan", comment="Act."
    )
    assert 'value="Mina Ito"' in page
    assert 'value="Osaka"' in page
    assert answer.status_code == 303
    assert "Corrected." in public.client.get(answer.location).text
    kept = public.signature(signature_id)
    assert (kept.name, kept.country, kept.city, kept.comment) == ("Mina Itō", "KR", "Busan", "Act.")
    assert public.count() == 1


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "\u3164"}, "The name shows nothing."),
        ({"name": "x" * 101}, "at most 100 characters"),
        ({"country": "XX"}, "choose your country"),
        ({"comment": "a\u202eb"}, "cannot be printed"),
    ],
)
def test_what_cannot_be_taken_comes_back_as_it_was_typed(public, changes, sentence):
    signature_id = public.signed()
    _page, answer = corrected(public, signature_id, city="Busan", **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Busan"' in answer.text
    assert public.signature(signature_id).city is None


@on_sqlite
def test_nobody_corrects_the_signature_of_somebody_else_or_without_the_forms_token(public):
    own, other = public.signed(), public.signed(name="Ken Other", email="ken@example.org")
    path = f"{public.mine(own)}/signatures/{other}/correct"
    assert public.client.get(path).status_code == 404
    assert public.client.post(path, data={"name": "Me", "country": "JP"}).status_code == 404
    path = f"{public.mine(own)}/signatures/{own}/correct"
    assert public.client.post(path, data={"name": "Me", "country": "JP"}).status_code == 400
    assert public.signature(own).name == "Mina Ito"
