from __future__ import annotations

import ast
import re
from pathlib import PurePath

from tests.house import tree

AUDIENCES = ("public", "manage", "admin", "api")
NAMES_THAT_SAY_NOTHING = {"common", "helper", "helpers", "misc", "shared", "util", "utils"}


def test_a_package_file_holds_a_docstring_and_nothing_else():
    packages = [source for source in tree.sources("campaign") if source.path.endswith("__init__.py")]
    assert packages
    wrong = [
        source.path
        for source in packages
        if not (ast.get_docstring(source.tree) and len(source.tree.body) == 1)
    ]
    assert not wrong


def test_every_folder_of_modules_is_a_package():
    folders = {PurePath(source.path).parent for source in tree.sources("campaign")}
    assert not [folder for folder in folders if not (tree.ROOT / folder / "__init__.py").is_file()]


def test_no_module_is_named_for_what_is_left_over():
    assert not [
        name
        for name in tree.files()
        if name.startswith(("campaign/", "templates/", "tests/"))
        if NAMES_THAT_SAY_NOTHING & set(re.split(r"[/._]", name))
    ]


def test_test_folders_are_no_packages():
    assert not [name for name in tree.files() if name.startswith("tests/") and name.endswith("__init__.py")]


def test_forms_stand_beside_their_views_and_have_templates_at_the_same_path():
    forms = [PurePath(s.path).parent for s in tree.sources("campaign/web") if s.path.endswith("/forms.py")]
    assert forms
    for folder in forms:
        noun = folder.relative_to("campaign/web")
        assert (tree.ROOT / folder / "views.py").is_file(), f"{folder} has forms and no views"
        assert (tree.ROOT / "templates" / noun).is_dir(), (
            f"{folder} has forms and templates/{noun} is missing"
        )


def test_the_templates_of_an_audience_have_views_at_the_same_path():
    nouns = {
        PurePath(*parts[1:3])
        for name in tree.templates()
        if (parts := PurePath(name).parts)[1] in AUDIENCES and len(parts) > 3
    }
    assert nouns
    for noun in nouns:
        assert (tree.ROOT / "campaign/web" / noun / "views.py").is_file(), f"templates/{noun} has no views"


def test_tests_mirror_the_rooms():
    given = {"journeys", "house", "bench"}
    tested = [PurePath(s.path) for s in tree.sources("tests") if PurePath(s.path).name.startswith("test_")]
    assert tested
    for path in tested:
        if len(path.parts) > 2 and path.parts[1] not in given:
            room = PurePath("campaign", *path.parent.parts[1:])
            assert (tree.ROOT / room).is_dir(), f"{path} tests {room}, which does not exist"


def test_a_mail_is_a_folder_of_three_files():
    mails: dict[str, set[str]] = {}
    for name in tree.templates():
        match PurePath(name).parts:
            case ("templates", "email", mail, file):
                mails.setdefault(mail, set()).add(file)
    assert mails
    wrong = {mail: kept for mail, kept in mails.items() if kept != {"subject.txt", "body.txt", "body.html"}}
    assert not wrong
