"""What a signer signed: seen, changed, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, render_template, request, url_for

from campaign.signatures import links, services
from campaign.signatures.log import services as log
from campaign.signatures.values import State
from campaign.web.public import places
from campaign.web.public.mine import owned
from campaign.web.public.mine.forms import ConsentsForm, LinkForm
from campaign.web.transactions import reads

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

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
    """All that the owner of the token signed; from a mail only a button, for programs open its links."""
    if owned.is_from_a_mail(token):
        return render_template("public/mine/door.html")
    signatures = owned.signatures(token)
    return render_template(
        "public/mine/show.html",
        token=token,
        signatures=signatures,
        forms={signature.id: ConsentsForm.of(signature) for signature in signatures},
        place=places.in_statement,
        said=request.args.get("said", ""),
        State=State,
    )


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


@mine.post("/<token>/withdraw")
def withdraw_all(token: str) -> ResponseReturnValue:
    """Take back everything."""
    services.withdraw(owned.signatures(token))
    return redirect(url_for("public.mine.withdrawn"), 303)


@mine.get("/withdrawn")
def withdrawn() -> ResponseReturnValue:
    """Say that nothing is kept."""
    return render_template("public/mine/withdrawn.html")


def _back(token: str, said: str, signature_id: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("public.mine.show", token=token, said=said, _anchor=signature_id), 303)
