from __future__ import annotations

import threading

from campaign.core import languages
from campaign.core.languages import gettext, lazy_gettext, ngettext


def test_a_message_is_filled_by_name():
    assert gettext("Read %(count)s items.", count=3) == "Read 3 items."


def test_a_message_without_values_may_hold_a_percent_sign():
    assert gettext("100 %") == "100 %"


def test_the_number_chooses_the_form():
    assert [ngettext("%(num)d item", "%(num)d items", count) for count in (0, 1, 2)] == [
        "0 items",
        "1 item",
        "2 items",
    ]


def test_a_language_is_spoken_in_its_block_and_in_no_other_thread():
    heard = []
    with languages.speaking("ko"):
        thread = threading.Thread(target=lambda: heard.append(languages.current()))
        thread.start()
        thread.join()
        assert languages.current() == "ko"
        assert gettext("There is no catalog for this.") == "There is no catalog for this."
    assert [languages.current(), *heard] == ["en", "en"]


def test_a_label_is_looked_up_when_it_is_shown():
    label = lazy_gettext("Sign %(what)s", what="here")
    assert f"{label}" == "Sign here"


def test_english_is_there_and_first():
    assert languages.available()[0] == "en"
