"""Whether a name that asks in a text is that of its issuer, although the text also says "we"."""

from __future__ import annotations

import re
from typing import Final

from campaign.statements.reading import lexicon

# A name that heads the text, or signs it, is that of its issuer rather than another's.
HEAD: Final = 600
_FOOT: Final = 300
_ARTICLE: Final = re.compile(r"\A(?:The|THE|the)\s")
# "I write on behalf of the League", "as the General Secretary of the League".
_SPEAKS_FOR: Final = (
    r"\b(?:on\s+behalf\s+of|as\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){1,4}?(?:of|at|for))\s+(?:the\s+)?"
)
_BETWEEN: Final = r"[\w’']+\s+(?:(?:of|for|the|and)\s+)*"


def is_own(name: str, text: str) -> bool:
    """Whether the name, or what it is short for, heads or signs the text, or its writer speaks for it."""
    bare = _ARTICLE.sub("", name)
    first, _, left = bare.partition(" ")
    shown = f"{text[:HEAD]}\n{text[-_FOOT:]}"
    short = "".join(word[0] for word in bare.split() if word[0].isupper())
    if bare in shown or re.search(rf"\b{re.escape(short)}\b", shown):
        return True
    # "the WI Council" of the Weavers' International
    is_organ = first.isupper() and left in lexicon.load("voices")["organs"]
    if is_organ and re.search(rf"\b{_BETWEEN.join(map(re.escape, first))}", shown):
        return True
    return re.search(f"{_SPEAKS_FOR}{re.escape(bare)}", text) is not None
