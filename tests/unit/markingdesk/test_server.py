"""The desk over HTTP: who is let in, what the page is told, and what it may do."""

import json

import pytest
from tests.unit.marking.desks import CRITERIA, Class
from tests.unit.markingdesk.served import TOKEN, Served

from medialit.i18n import Language

LONG = "one two three four five six seven eight nine ten"


@pytest.fixture
def class_(tmp_path):
    return Class(tmp_path)


@pytest.fixture
def serve(class_):
    running = []

    def start(marker="ada", language=Language.EN):
        running.append(Served(class_.desk(marker), language))
        return running[-1]

    yield start
    for one in running:
        one.stop()


@pytest.fixture
def served(serve):
    return serve()


# Who is let in


@pytest.mark.parametrize(
    "path", ["/desk", "/queue?criterion=measures", "/item?criterion=measures&pseudonym=X", "/splits"]
)
@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN + "x"])
def test_nobody_without_the_token_is_told_anything(served, path, token):
    status, _, text = served.ask(path, token=token)
    assert status == 403
    assert "invented" not in text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", ""]
)
def test_a_name_that_only_leads_to_this_machine_is_refused(served, host):
    for path in ("/", "/desk"):
        assert served.ask(path, Host=host.format(port=served.port))[0] == 403


def test_this_machine_may_be_called_localhost(served):
    assert served.ask("/desk", Host=f"localhost:{served.port}")[0] == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:{port}"])
def test_another_page_can_neither_write_nor_read(served, origin):
    origin = origin.format(port=served.port)
    assert served.ask("/undo", {}, Origin=origin)[0] == 403
    assert served.ask("/desk", Origin=origin)[0] == 403


def test_writing_without_an_origin_is_refused(served):
    status, _, _ = served.ask("/undo", method="POST", Content_Type="application/json")
    assert status == 403


def test_what_a_browser_sends_for_another_site_is_refused(served):
    assert served.ask("/desk", Sec_Fetch_Site="cross-site")[0] == 403
    assert served.ask(served.first()["frame"], Sec_Fetch_Site="same-site")[0] == 403


def test_the_page_opens_from_a_link_elsewhere_since_it_holds_nothing(served):
    status, _, text = served.ask("/", token=None, Sec_Fetch_Site="cross-site")
    assert status == 200
    assert "invented" not in text.lower()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_only_json_is_taken(served, kind):
    assert served.ask("/undo", {}, Content_Type=kind)[0] in {400, 415}


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b"[" * 5000, b'{"x": 1}', b'{"points": 1e999}', b"\xff"])
def test_a_message_that_is_none_is_refused_and_changes_nothing(served, class_, body):
    status, _, text = served.ask("/mark", body)
    assert status == 400
    assert json.loads(text)["message"]
    assert {points for points, _ in class_.marks().values()} == {None}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_no_other_method_does_anything(served, method):
    assert served.ask("/mark", method=method, Origin=f"http://127.0.0.1:{served.port}")[0] == 405


def test_every_reply_is_strict_and_cached_nowhere(served):
    frame = served.first()["frame"]
    for path in ("/", "/desk", frame, "/markingdesk/page/main.js", "/nothing", "/widgets/_shared/none.js"):
        _, headers, _ = served.ask(path)
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Access-Control-Allow-Origin"] is None
        assert headers["Server"] is None
        assert headers["Set-Cookie"] is None


def test_the_page_may_run_its_own_scripts_only_and_an_answer_none(served):
    _, page, _ = served.ask("/")
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "unsafe" not in page["Content-Security-Policy"]
    _, frame, _ = served.ask(served.first()["frame"], token=None)
    assert "sandbox" in frame["Content-Security-Policy"].split("; ")
    assert "script-src" not in frame["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/markingdesk/page/../server.py",
        "/markingdesk/server.py",
        "/markingdesk/page/%2e%2e/server.py",
        "/widgets/_base.py",
        "/markingdesk/page/index.html",
    ],
)
def test_no_file_but_scripts_and_styles_of_the_page_is_served(served, path):
    assert served.ask(path)[0] == 404


def test_an_answer_opens_with_its_own_key_only(served):
    frame = served.first()["frame"]
    assert served.ask(frame, token=None)[0] == 200
    assert served.ask(frame[:-1] + ("0" if frame[-1] != "0" else "1"))[0] == 403
    assert served.ask(frame.replace("measures", "standpoint"))[0] == 403


# What the page is told


def test_the_page_never_learns_a_name_an_id_or_a_mark_of_somebody_else(serve, class_):
    ada, ben = serve("ada"), serve("ben")
    item = ben.first()
    ben.save(item, points=1.5)
    ben.save(ben.first(), comment="A word by ben.")
    texts = [ada.ask(path)[2] for path in ("/", "/desk", "/splits")]
    for criterion in CRITERIA:
        queue = ada.json(f"/queue?criterion={criterion}")
        texts.append(json.dumps(queue))
        texts += [ada.ask(f"/item?criterion={criterion}&pseudonym={one['pseudonym']}")[2] for one in queue["order"]]
    told = "\n".join(texts)
    assert len(texts) > 20
    for secret in ("invented-", "A word by ben", '"student"', '"double"', "is_double", str(class_.course.folder)):
        assert secret not in told


def test_everything_to_be_read_is_in_the_queue_once(served):
    for criterion in CRITERIA:
        order = [one["pseudonym"] for one in served.json(f"/queue?criterion={criterion}")["order"]]
        assert len(set(order)) == len(order) == 6


def test_a_blank_box_is_counted_and_not_queued(serve, class_):
    class_.hand_in("invented-0", "A text.", measures="")
    queue = serve().json("/queue?criterion=measures")
    assert (len(queue["order"]), queue["progress"]["criteria"]["measures"]["blank"]) == (5, 1)


@pytest.mark.parametrize("path", ["/queue?criterion=none", "/item?criterion=none&pseudonym=X"])
def test_a_criterion_that_does_not_exist_is_said(served, path):
    status, _, text = served.ask(path)
    assert status == 422
    assert "none" in json.loads(text)["message"]


def test_somebody_who_does_not_exist_is_not_found(served):
    assert served.ask("/item?criterion=measures&pseudonym=NOBODY")[0] == 404


# What the page may do


def test_a_level_is_in_the_gradebook_when_the_page_hears_of_it(served, class_):
    item = served.save(served.first(), points=3.5)["item"]
    assert (item["mark"]["points"], item["mark"]["seconds"]) == (3.5, 7)
    assert [points for points, _ in class_.marks().values() if points is not None] == [3.5]


def test_a_comment_keeps_the_level_and_a_level_keeps_the_comment(served):
    item = served.save(served.first(), points=2)["item"]
    item = served.save(item, comment="Which window?")["item"]
    item = served.save(item, points=3)["item"]
    assert (item["mark"]["points"], item["mark"]["comment"]) == (3, "Which window?")


def test_a_comment_without_a_level_is_refused_in_words(served):
    assert "level" in served.save(served.first(), comment="Which window?", status=422)["message"]


@pytest.mark.parametrize(("language", "words"), [(Language.EN, "more than 8 words"), (Language.ZH, "超过8个词")])
def test_a_comment_that_quotes_too_much_is_refused_in_the_language_of_the_page(serve, class_, language, words):
    for number in range(6):
        class_.hand_in(f"invented-{number}", LONG)
    served = serve(language=language)
    item = served.save(served.first(), points=2)["item"]
    for path in ("/mark", "/check"):
        body = {name: item[name] for name in ("criterion", "pseudonym", "digest")} | {"comment": f"You say {LONG}."}
        body |= {"seen": item["mark"]["at"]} if path == "/mark" else {}
        message = served.json(path, body, status=422)["message"]
        assert words in message
        assert LONG in message
    assert served.first()["mark"]["comment"] == ""


def test_a_phrase_with_its_gap_still_open_is_refused(served):
    item = served.save(served.first(), points=2)["item"]
    assert "{quote}" in served.save(item, comment="You write “{quote}”.", status=422)["message"]


def test_a_mark_of_another_tab_is_met_and_not_overwritten(served):
    before = served.first()
    served.save(before, points=1)
    met = served.save(before, points=4, status=409)
    assert (met["reason"], met["item"]["mark"]["points"]) == ("mark", 1)
    assert served.first()["mark"]["points"] == 1


def test_a_text_that_changed_meanwhile_is_not_marked_and_comes_back_with_its_old_mark(served, class_):
    item = served.save(served.first(), points=1)["item"]
    for number in range(6):
        class_.hand_in(f"invented-{number}", f"Another text {number}.")
    met = served.save(item, points=4, status=409)
    assert met["reason"] == "text"
    again = served.json(f"/item?criterion=measures&pseudonym={item['pseudonym']}")["item"]
    assert (again["mark"], again["earlier"], again["waits"]) == (None, {"points": 1, "comment": ""}, True)
    assert served.ask(item["frame"])[0] == 404


def test_points_of_formgrader_are_shown(served, class_):
    for number in range(6):
        class_.book.in_formgrader(f"invented-{number}", "measures", 2.0, "by hand")
    assert served.first()["elsewhere"] == {"points": 2.0, "comment": "by hand"}


def test_undo_goes_back_step_by_step_and_names_what_it_was_about(served):
    item = served.save(served.first(), points=2)["item"]
    item = served.save(item, points=3)["item"]
    back = [served.json("/undo", {}) for _ in range(3)]
    assert [one.get("undone", False) for one in back] == [True, True, False]
    assert back[0]["item"]["mark"]["points"] == 2
    assert (back[1]["item"]["mark"], back[1]["item"]["pseudonym"]) == (None, item["pseudonym"])


def test_points_that_the_rubric_does_not_have_are_refused(served):
    assert "0.5" in served.save(served.first(), points=3.3, status=422)["message"]


def test_a_gradebook_that_is_shut_loses_no_mark_and_is_said(served, class_):
    class_.book.is_shut = True
    told = served.save(served.first(), points=3)
    assert told["item"]["mark"]["points"] == 3
    assert told["notes"]
    class_.book.is_shut = False
    assert served.save(told["item"], points=4)["notes"] == []
    assert [points for points, _ in class_.marks().values() if points is not None] == [4]


def test_a_disk_that_takes_nothing_is_said_with_what_to_do(served, monkeypatch):
    from medialit.errors import NotSaved

    def full(*_, **__):
        raise NotSaved("the disk is full", "make room on it")

    item = served.first()
    monkeypatch.setattr(served.api.desk, "mark", full)
    assert served.save(item, points=3, status=507)["message"] == "the disk is full (make room on it)"


# The bank


def test_the_bank_is_told_in_both_languages_and_a_comment_can_be_kept_in_it(served):
    bank = served.json("/queue?criterion=measures")["bank"]
    assert {one["level"] for one in bank} == {0, 1, 2, 3, 4}
    assert all(one["en"] and one["zh"] for one in bank)
    body = {"criterion": "measures", "points": 3.5, "text": "Which window is “{quote}”?", "language": "en"}
    kept = served.json("/remember", body)["bank"]
    assert [one for one in kept if one not in bank] == [{"level": 4, "en": body["text"], "zh": ""}]


def test_an_empty_comment_is_not_kept(served):
    body = {"criterion": "measures", "points": 3, "text": " ", "language": "en"}
    assert "empty" in served.json("/remember", body, status=422)["message"]


# Two markers


@pytest.fixture
def split(serve):
    """Two markers who both marked what is read twice, two points apart; the first one's desk."""
    ada, ben = serve("ada"), serve("ben")
    for served, points in ((ada, 4), (ben, 2)):
        for one in served.json("/queue?criterion=measures")["order"]:
            item = served.json(f"/item?criterion=measures&pseudonym={one['pseudonym']}")["item"]
            served.ask(
                "/mark",
                {name: item[name] for name in ("criterion", "pseudonym", "digest")} | {"seen": None, "points": points},
            )
    return ada


def test_splits_show_both_marks_and_the_answer_and_no_name_of_a_student(split):
    _, _, text = split.ask("/splits")
    told = json.loads(text)
    assert len(told["splits"]) >= 5
    one = told["splits"][0]
    assert [(mark["marker"], mark["points"]) for mark in one["marks"]] == [("ada", 4), ("ben", 2)]
    assert (one["needs"], one["decision"]) == (True, None)
    assert "invented-" not in text
    assert "Invented text" in split.ask(one["frame"], token=None)[2]


def test_a_decision_counts_in_the_gradebook_and_is_told(split, class_):
    one = split.json("/splits")["splits"][0]
    place = {name: one[name] for name in ("criterion", "pseudonym", "digest")}
    split.json("/decide", place | {"points": 3.0, "comment": "Which window?"})
    assert split.json("/splits")["splits"][-1]["decision"] or any(
        again["decision"] == {"points": 3.0, "comment": "Which window?"} for again in split.json("/splits")["splits"]
    )
    assert [points for points, _ in class_.marks().values()].count(3.0) == 1
    assert split.json("/undo", {})["was_decision"]
    assert 3.0 not in [points for points, _ in class_.marks().values()]


def test_a_decision_that_quotes_too_much_or_for_a_changed_text_is_refused(split, class_):
    one = split.json("/splits")["splits"][0]
    place = {name: one[name] for name in ("criterion", "pseudonym", "digest")} | {"points": 3.0}
    assert "{quote}" in split.json("/decide", place | {"comment": "“{quote}”"}, status=422)["message"]
    assert "changed" in split.json("/decide", place | {"digest": "0" * 64, "comment": ""}, status=422)["message"]
    assert split.json("/decide", place | {"pseudonym": "NOBODY", "comment": ""}, status=404)


def test_agreement_is_told_in_a_sentence_for_each_number(split):
    [found] = [one for one in split.json("/splits")["agreement"] if one["criterion"] == "measures"]
    assert "0 of" in found["sentences"][0]
    assert len(found["sentences"]) >= 2


def test_one_marker_has_no_splits_and_no_agreement(served):
    assert served.json("/splits") == {"splits": [], "agreement": []}


# What was read once is not read again


def test_pace_counts_each_answer_once_with_the_time_of_its_last_mark(served):
    item = served.save(served.first(), points=2, seconds=10)["item"]
    told = served.save(item, comment="Which window?", seconds=30)["progress"]
    waiting = sum(one["waiting"] for one in told["criteria"].values())
    assert (told["median_s"], told["left_s"]) == (30, 30 * waiting)


def test_progress_after_marks_is_what_a_new_look_says(served, class_):
    for _ in range(3):
        told = served.save(served.first(), points=2)
    assert told["progress"] == served.json("/queue?criterion=measures")["progress"]
    assert (
        class_.desk("ada").progress().criteria["measures"].marked == told["progress"]["criteria"]["measures"]["marked"]
    )
