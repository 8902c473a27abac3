"""The pages for everybody: no session, no cookie, the same for all who come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from campaign.web.public.about.views import about
from campaign.web.public.campaigns.views import campaigns
from campaign.web.public.checkpoints.views import checkpoints
from campaign.web.public.confirming import views as confirming
from campaign.web.public.health.views import health
from campaign.web.public.letters import views as letters
from campaign.web.public.mine import views as mine
from campaign.web.public.proving.views import proving
from campaign.web.public.signing import views as signing
from campaign.web.public.statements.views import statements
from campaign.web.public.unsubscribing import views as unsubscribing

if TYPE_CHECKING:
    from flask import Flask

NOUNS = (
    campaigns,
    checkpoints,
    statements,
    signing.signing,
    proving,
    confirming.confirming,
    mine.mine,
    letters.letters,
    unsubscribing.unsubscribing,
    about,
    health,
)
# POST without the token of a session, for these pages have none. The first three bring a signed token
# of their own (`form_token`). The addresses of the others hold a token that only the owner of a mail address
# knows, so that no other site can make a form for them; mail programs post to the last with nothing else
# (RFC 8058).
EXEMPT = (
    signing.sign,
    mine.send,
    mine.save_correction,
    confirming.confirm,
    confirming.correct,
    confirming.send_again,
    mine.enter,
    mine.consent,
    mine.confirm,
    mine.withdraw,
    mine.receipt,
    mine.erase,
    letters.write,
    letters.keep,
    letters.forget,
    letters.preview,
    letters.text,
    unsubscribing.unsubscribe,
)


def register(app: Flask) -> None:
    """Add the pages to `app`."""
    room = Blueprint("public", __name__)
    for noun in NOUNS:
        room.register_blueprint(noun)
    app.register_blueprint(room)
    for view in EXEMPT:
        app.extensions["csrf"].exempt(view)
