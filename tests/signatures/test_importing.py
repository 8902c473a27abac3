from __future__ import annotations

import pytest

from campaign.mailer.models import Message
from campaign.signatures import importing, queries, services
from campaign.signatures.importing import CannotImport
from tests import factories

LIST = b"""\xef\xbb\xbfName,Email,Country,deliver_name
Mina Ito,mina@example.org,jp,yes
"Kim, Jia",jia@example.org,KR,
"""


def test_a_list_is_read_with_its_consents():
    mina, jia = importing.read(LIST)
    assert (mina.name, mina.country, mina.deliver_name) == ("Mina Ito", "JP", True)
    assert (jia.name, jia.deliver_name, jia.updates) == ("Kim, Jia", False, False)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "columns"),
        (b"name,email,country\n", "no rows"),
        (b"name,email\nMina,mina@example.org\n", "lacks the columns country"),
        (b"name,email,country,phone\nMina,mina@example.org,JP,1\n", "phone"),
        ("name,email,country\nMin\xe4,m@example.org,JP\n".encode("latin-1"), "UTF-8"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(CannotImport, match=sentence):
        importing.read(content)


def test_every_wrong_row_is_named():
    rows = (
        "name,email,country,updates",
        "\u3164,a@example.org,JP,",
        "Mina,none,JP,",
        "Mina,m@example.org,JP,maybe",
    )
    content = "\n".join(rows).encode()
    with pytest.raises(CannotImport) as refused:
        importing.read(content)
    assert [problem.partition(":")[0] for problem in refused.value.problems] == ["Row 2", "Row 3", "Row 4"]


def test_a_list_taken_in_twice_gives_each_person_one_mail(session):
    campaign = factories.a_campaign()
    factories.confirmed(campaign, email="jia@example.org")
    before = session.query(Message).count()
    signings = importing.read(LIST)
    assert services.enter(campaign, signings, "en") == 1
    assert services.enter(campaign, signings, "en") == 0
    assert session.query(Message).count() == before + 1
    assert queries.counts_by_state(campaign.id) == {"confirmed": 1, "pending": 1}
