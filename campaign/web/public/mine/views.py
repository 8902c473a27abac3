"""What a signer signed, and all else that is held about her: seen, taken along, corrected, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for

from campaign.core import languages
from campaign.signatures import consents, correcting, erasing, held, links, services
from campaign.signatures.log import services as log
from campaign.signatures.values import State
from campaign.web.public import places
from campaign.web.public.mine import owned
from campaign.web.public.mine.forms import ConsentsForm, CorrectionForm, LinkForm
from campaign.web.public.signing.forms import country_options
from campaign.web.transactions import reads

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.signatures.models import Signature

FILE = "what-is-kept-of-me.json"

mine = Blueprint("mine", __name__, url_prefix="/mine")


@mine.get("/")
def ask() -> ResponseReturnValue:
    """The form for whoever has lost the address of her page."""
    return render_template("public/mine/ask.html", form=LinkForm())


@mine.post("/")
def send() -> ResponseReturnValue:
    """Send the link; whether the address has signed anything, the answer is the same."""
    form = LinkForm(sent=True)
    if not form.validate():
        return render_template("public/mine/ask.html", form=form), form.status
    services.send_link(form.clean["email"])
    return redirect(url_for("public.mine.check_mail"), 303)


@mine.get("/check-mail")
def check_mail() -> ResponseReturnValue:
    """Say that a mail comes."""
    return render_template("public/mine/check_mail.html")


@mine.get("/<token>")
def show(token: str) -> ResponseReturnValue:
    """All that is held about the token's owner; from a mail only a button, for programs open its links."""
    if owned.is_from_a_mail(token):
        return render_template("public/mine/door.html")
    kept = held.about(owned.signatures(token))
    return render_template(
        "public/mine/show.html",
        token=token,
        held=kept,
        signatures=kept.signatures,
        forms={signature.id: ConsentsForm.of(signature) for signature in kept.signatures},
        consents=consents,
        place=places.in_statement,
        said=request.args.get("said", ""),
        State=State,
    )


@mine.get("/<token>/everything.json")
def everything(token: str) -> Response:
    """The same as a file."""
    response = jsonify(held.about(owned.signatures(token)).data)
    # As other pages behind a token it is kept nowhere, and its name says nothing of what she signed.
    response.headers.set("Content-Disposition", "attachment", filename=FILE)
    return response


@mine.post("/<token>")
def enter(token: str) -> ResponseReturnValue:
    """Go on to the page, from the button that a mail led to."""
    signature = services.signature_of(token, links.MINE)
    return redirect(url_for("public.mine.show", token=links.opened_token(signature.id)), 303)


@mine.post("/<token>/signatures/<signature_id>/consents")
def consent(token: str, signature_id: str) -> ResponseReturnValue:
    """Store what the owner allows from now on."""
    signature = owned.signature(token, signature_id)
    services.change_consents(signature, **ConsentsForm.of(signature, request.form).consents)
    return _back(token, "saved", signature_id)


@mine.get("/<token>/signatures/<signature_id>/correct")
def correct(token: str, signature_id: str) -> ResponseReturnValue:
    """What she wrote, to be put right."""
    signature = owned.correctable(token, signature_id)
    return _correction(token, signature, CorrectionForm(signature))


@mine.post("/<token>/signatures/<signature_id>/correct")
def save_correction(token: str, signature_id: str) -> ResponseReturnValue:
    """Store it; what cannot be taken comes back as it was typed."""
    signature = owned.correctable(token, signature_id)
    form = CorrectionForm(signature, sent=True)
    if not form.validate():
        return _correction(token, signature, form), form.status
    correcting.correct(signature, form.correction)
    return _back(token, "corrected", signature_id)


@mine.post("/<token>/signatures/<signature_id>/confirm")
def confirm(token: str, signature_id: str) -> ResponseReturnValue:
    """Let a pending signature count: the token came by mail to the address that signed."""
    signature = owned.signature(token, signature_id)
    services.confirm(links.confirm_token(signature.id))
    return _back(token, "confirmed", signature_id)


@mine.post("/<token>/signatures/<signature_id>/receipt")
@reads
def receipt(token: str, signature_id: str) -> ResponseReturnValue:
    """What proves that the signature is in the log: made now, for her alone, and named after nothing."""
    content = log.receipt(owned.signature(token, signature_id)).as_json
    headers = {"Content-Disposition": "attachment; filename=receipt.json"}
    return Response(content, mimetype="application/json", headers=headers)


@mine.post("/<token>/signatures/<signature_id>/withdraw")
def withdraw(token: str, signature_id: str) -> ResponseReturnValue:
    """Take one signature back."""
    signatures = owned.signatures(token)
    services.withdraw([owned.signature(token, signature_id)])
    rest = [signature for signature in signatures if signature.id != signature_id]
    if not rest:
        return redirect(url_for("public.mine.withdrawn"), 303)
    # The token of a signature that is gone opens nothing any more.
    return _back(links.opened_token(rest[0].id), "withdrawn")


@mine.post("/<token>/erase")
def erase(token: str) -> ResponseReturnValue:
    """Take back everything, and erase all that is held beside it."""
    erasing.erase(owned.signatures(token))
    return redirect(url_for("public.mine.withdrawn"), 303)


@mine.get("/withdrawn")
def withdrawn() -> ResponseReturnValue:
    """Say that nothing is kept."""
    return render_template("public/mine/withdrawn.html")


def _correction(token: str, signature: Signature, form: CorrectionForm) -> str:
    return render_template(
        "public/mine/correct.html",
        token=token,
        signature=signature,
        form=form,
        options=country_options(languages.current()),
    )


def _back(token: str, said: str, signature_id: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("public.mine.show", token=token, said=said, _anchor=signature_id), 303)
