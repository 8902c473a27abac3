from __future__ import annotations

import pytest

from campaign.statements.reading.sentences import sentences


@pytest.mark.parametrize(
    "text",
    [
        "We met Gen. Brown of the U.N. and Dr. Smith.|We urge them to act.",
        "It rained in the U.S.|We stayed.",
        "He said “Stop.”|They went on!|Why?|Nobody knows.",
        "The price rose to 1.5 million.[3]|It fell.",
        "See No. 5 and Art. 6, e.g. here.|The rest is known.",
        "One sentence without a stop",
    ],
)
def test_a_sentence_ends_at_its_stop_and_not_at_an_abbreviation(text):
    joined = text.replace("|", " ")
    assert [span.of(joined) for span in sentences(joined, 0, len(joined))] == text.split("|")
