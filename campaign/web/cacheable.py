"""Pages that are the same for everybody, so that caches may keep them: ours, browsers and those between."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from flask import make_response

from campaign.core import clock

if TYPE_CHECKING:
    from flask import Response

# The number on a page is ten seconds old at most: so long at most a page is kept by all of them together, as
# long as we answer. A form's token lives longer than the last, so that the form of a kept page can be sent.
FOR: Final = "public, max-age=1, stale-while-revalidate=2, stale-if-error=600"
# A page that changes seldom is sent anew after so long, with a token that is younger.
AT_LEAST_EVERY_S: Final = 3600


def cacheable(page: str | Response, token: str = "") -> Response:
    """The page with the headers that let caches keep it; its ETag takes no notice of `token`."""
    answer = make_response(page)
    told = answer.get_data(as_text=True)
    hour = int(clock.now().timestamp()) // AT_LEAST_EVERY_S
    answer.set_etag(sha256(f"{hour} {told.replace(token, '') if token else told}".encode()).hexdigest()[:32])
    answer.headers["Cache-Control"] = FOR
    return answer
