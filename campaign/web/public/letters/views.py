"""A signer's own letters: seen as they will be, and taken along."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, redirect, render_template, request, url_for

from campaign.core import clock, config
from campaign.core.errors import NotFound, Refused
from campaign.core.languages import gettext as _
from campaign.letters import composing
from campaign.letters.writers import formats, txt
from campaign.signatures import keeping, own_words
from campaign.signatures.values import Signer
from campaign.web.public.letters.forms import OwnWordsForm
from campaign.web.public.mine import owned
from campaign.web.transactions import reads

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.campaigns.models import CampaignRecipient
    from campaign.letters.values import Letter
    from campaign.signatures.models import Signature

UNREADABLE = 422

letters = Blueprint("letters", __name__, url_prefix="/mine/<token>/letters/<signature_id>")


@letters.get("/", defaults={"key": ""})
@letters.get("/<key>")
def show(token: str, signature_id: str, key: str) -> ResponseReturnValue:
    """The letter to one office, by default the first, with the paragraph that is kept."""
    desk = _Desk.of(token, signature_id, key)
    return _page(token, desk, OwnWordsForm(desk.signature.own_words or ""))


@letters.post("/<key>")
@reads
def write(token: str, signature_id: str, key: str) -> ResponseReturnValue:
    """The letter with her own words: as a file, or shown again."""
    desk = _Desk.of(token, signature_id, key)
    form = OwnWordsForm()
    wanted = request.form.get("as", "")
    if not form.validate() or not wanted:
        return _page(token, desk, form)
    kind = formats.format_named(wanted)
    try:
        file = formats.write(desk.letter(form.words), kind, config.current().fonts)
    except Refused as error:
        return _page(token, desk, form, error.sentence)
    # It names the office, and not what she signed: others may see her folder of downloads.
    disposition = f'attachment; filename="letter--{key}{file.suffix}"'
    return Response(
        file.content,
        mimetype=None,
        content_type=file.media_type,
        headers={"Content-Disposition": disposition},
    )


@letters.post("/<key>/keep")
def keep(token: str, signature_id: str, key: str) -> ResponseReturnValue:
    """Keep her paragraph for the letters that the organizers post in her name."""
    desk = _Desk.of(token, signature_id, key)
    form = OwnWordsForm()
    if not form.validate():
        return _page(token, desk, form)
    try:
        keeping.keep_own_words(desk.signature, form.words)
    except Refused as error:
        return _page(token, desk, form, error.sentence, max(error.status, UNREADABLE))
    return _back(token, desk, "kept" if form.words else "forgotten")


@letters.post("/<key>/forget")
def forget(token: str, signature_id: str, key: str) -> ResponseReturnValue:
    """Keep it no more."""
    desk = _Desk.of(token, signature_id, key)
    keeping.keep_own_words(desk.signature, "")
    return _back(token, desk, "forgotten")


@letters.post("/<key>/page.png")
@reads
def preview(token: str, signature_id: str, key: str) -> ResponseReturnValue:
    """The page as it will be, while she writes; or a sentence why there is none."""
    desk = _Desk.of(token, signature_id, key)
    form = OwnWordsForm()
    if not form.validate():
        return _sentence(" ".join(form.own.errors), 422)
    try:
        return Response(desk.picture(form.words), mimetype="image/png")
    except Refused as error:
        return _sentence(error.sentence, error.status)


@letters.post("/<key>/letter.txt")
@reads
def text(token: str, signature_id: str, key: str) -> ResponseReturnValue:
    """The words of the letter while she writes, for the button that copies them."""
    desk = _Desk.of(token, signature_id, key)
    form = OwnWordsForm()
    if not form.validate():
        return _sentence(" ".join(form.own.errors), 422)
    return _sentence(txt.text_of(desk.letter(form.words), width=None), 200)


@dataclass(frozen=True, slots=True)
class _Desk:
    """A confirmed signature, and the office that she writes to."""

    signature: Signature
    row: CampaignRecipient

    @classmethod
    def of(cls, token: str, signature_id: str, key: str) -> _Desk:
        """What the address names; without a key the first office. Raises `NoSuchSignature`, `NotFound`."""
        signature = owned.signature(token, signature_id)
        if not signature.counts:
            raise NotFound(_("Confirm your signature first: then you can write letters."))
        for row in signature.campaign.recipients:
            if key in {"", row.recipient.key}:
                return cls(signature, row)
        raise NotFound(_("This office is not among those that the campaign writes to."))

    def letter(self, words: str) -> Letter:
        """Her letter; raises `CannotCompose`."""
        signer = Signer(self.signature.name or "", self.signature.country, self.signature.city or "")
        counted = composing.count(self.signature.campaign, clock.now())
        return composing.for_signers(self.row, counted).letter(signer, words)

    def picture(self, words: str) -> bytes:
        """Its page; raises `CannotCompose`, `CannotWrite`."""
        return formats.preview(self.letter(words), config.current().fonts)


def _page(
    token: str, desk: _Desk, form: OwnWordsForm, problem: str = "", status: int = UNREADABLE
) -> ResponseReturnValue:
    picture = words = ""
    try:
        # Where her paragraph is refused, the letter is shown without it.
        picture = b64encode(desk.picture(form.words)).decode()
        words = txt.text_of(desk.letter(form.words), width=None)
    except Refused as error:
        problem = problem or error.sentence
    here: dict[str, Any] = {"token": token, "signature_id": desk.signature.id}
    page = render_template(
        "public/letters/show.html",
        **here,
        signature=desk.signature,
        row=desk.row,
        form=form,
        problem=problem,
        picture=picture,
        words=words,
        most=own_words.LENGTH,
        said=request.args.get("said", ""),
        offices=[
            (
                url_for("public.letters.show", **here, key=row.recipient.key),
                row.recipient.office,
                _note(row),
                row is desk.row,
            )
            for row in desk.signature.campaign.recipients
        ],
    )
    return page, status if problem or form.errors else 200


def _back(token: str, desk: _Desk, said: str) -> ResponseReturnValue:
    here: dict[str, Any] = {"token": token, "signature_id": desk.signature.id, "key": desk.row.recipient.key}
    return redirect(url_for("public.letters.show", **here, said=said), 303)


def _note(row: CampaignRecipient) -> str:
    if not row.recipient.is_reachable:
        return _("address unknown")
    if row.recipient.warning:
        return _("address unverified")
    return _("for information") if row.is_copy else ""


def _sentence(words: str, status: int) -> Response:
    return Response(words, status, mimetype="text/plain")
