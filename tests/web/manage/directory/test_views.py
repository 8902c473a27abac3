from __future__ import annotations


def test_offices_stand_with_their_addresses_and_how_sure_they_are(desk):
    page = desk.get("/manage/directory/?q=th-head")
    assert "Prime Minister of the Kingdom of Thailand" in page
    assert "Bangkok 10300" in page
    assert "address verified" in page
    assert "address unknown" in desk.get("/manage/directory/?q=vn-head")


def test_it_is_searched_by_office_code_and_key(desk):
    assert "Premier of the State Council" in desk.get("/manage/directory/?q=premier+of+the+state")
    assert "No office is like this" in desk.get("/manage/directory/?q=silly+walks")
    assert "No office is like this" in desk.get("/manage/directory/?q=%25_")


def test_it_is_narrowed_by_state_kind_and_status(desk):
    assert '<option value="UNHCR" >UNHCR</option>' in desk.get("/manage/directory/")
    assert "th-head-of-government" in desk.get("/manage/directory/?code=TH")
    assert "vn-head-of-government" not in desk.get("/manage/directory/?code=TH")
    missions = desk.get("/manage/directory/?code=TH&kind=mission-geneva")
    assert "th-mission-geneva" in missions
    assert "th-head-of-government" not in missions
    assert "th-foreign-minister" in desk.get("/manage/directory/?code=TH&address=secondary")
    assert "th-foreign-minister" not in desk.get("/manage/directory/?code=TH&address=unknown")
    assert desk.get("/manage/directory/?kind=sorcerer&code=TH").count('<th scope="row">') == 4


def test_it_is_cut_into_pages_both_ways(furnished, desk):
    from dataclasses import replace

    from campaign.core.db import db
    from campaign.directory.models import Recipient
    from campaign.directory.services import shipped

    with furnished.app_context():
        for number in range(26):
            recipient = Recipient()
            recipient.take(replace(shipped()[0], key=f"zz-{number:02}"))
            db.session.add(recipient)
        db.session.commit()
    first = desk.get("/manage/directory/?q=zz-")
    assert "25 offices on this page" in first
    assert "after=zz-24" in first
    assert "Previous page" not in first
    last = desk.get("/manage/directory/?q=zz-&after=zz-24")
    assert "1 office on this page" in last
    assert "before=zz-25" in last
    back = desk.get("/manage/directory/?q=zz-&before=zz-25")
    assert "25 offices on this page" in back
    assert "Previous page" not in back
    assert "after=zz-24" in back


def test_what_was_not_checked_for_a_year_is_asked_for_and_one_press_answers(desk):
    assert "were last checked more than a year ago" in desk.get("/manage/directory/")
    path = "/manage/directory/?code=TH&address=stale"
    assert desk.get(path).count(">Checked today</button>") == 2
    pressed = "/manage/directory/offices/th-foreign-minister/checked?list=1&code=TH&address=stale"
    assert desk.post(pressed).location == path
    page = desk.get(path)
    assert "is checked as of today" in page
    assert page.count(">Checked today</button>") == 1


def test_when_all_is_checked_it_says_so(furnished, desk):
    from campaign.core import clock
    from campaign.core.db import db

    with furnished.app_context():
        db.session.execute(db.text("update recipients set checked_on = :day"), {"day": clock.now().date()})
        db.session.commit()
    assert "more than a year ago" not in desk.get("/manage/directory/")
    assert "Nothing to check" in desk.get("/manage/directory/?address=stale")


def test_an_empty_directory_says_how_to_fill_it(sign_in):
    page = sign_in("organizer@example.org", "organizer").get("/manage/directory/")
    assert "The directory is empty" in page
    assert 'href="/manage/directory/import"' in page


def test_the_export_opens_in_excel(desk):
    answer = desk.client.get("/manage/directory/directory.csv")
    assert answer.data.startswith(b'\xef\xbb\xbf"key","code","kind","office","line_1",')
    assert answer.headers["Content-Disposition"] == "attachment; filename=directory.csv"
