"""A made-up statement, and what its checking page shows."""

from __future__ import annotations

import re

STATEMENT = """The Assembly of Rivers,

1. Urges Thailand to open its dams, and calls upon Japan to share its wells;

2. Demands that the upstream countries stop the pumps;

3. Welcomes the visit of the Secretary-General;

The herders of the valley are thirsty.
"""


def cards(text):
    return re.findall(r'<article[^>]*aria-label="Item ([^"]+)"', text)


def change_id(text, which):
    found = re.search(rf'/{which}" data-{which}>.*?name="change" value="([^"]+)"', text, re.DOTALL)
    return found and found[1]
