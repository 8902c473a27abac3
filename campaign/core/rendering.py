"""Mails and letters as text: Jinja without a request, in the language given."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from campaign.core import languages, paths


def render(template: str, language: str, /, **context: object) -> str:
    """The template at this path below `templates/`, in `language`.

    A name that the context lacks is an error, never an empty place in somebody's mail.
    """
    with languages.speaking(language):
        return environment().get_template(template).render(context)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The Jinja environment of mails and letters; only `.html` is escaped."""
    made = Environment(
        loader=FileSystemLoader(paths.find("templates")),
        autoescape=select_autoescape(["html"], default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    speak_gettext(made)
    return made


def speak_gettext(environment: Environment) -> None:
    """Give `_`, `gettext` and `ngettext` to the templates of `environment`."""
    # The extension gives the environment this method, which its type does not know.
    install = environment.install_gettext_callables  # type: ignore[attr-defined]
    # In the new style the template fills the places by itself.
    install(languages.gettext, languages.unfilled_ngettext, newstyle=True)
    environment.policies["ext.i18n.trimmed"] = True
