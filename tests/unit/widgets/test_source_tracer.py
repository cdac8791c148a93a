"""The audit of a claim can be challenged in a second answer."""

from tests.builders import a_message, a_widget

from medialit.i18n import Language

FIRST = {"verdicts": {"X1": "holds"}, "pair": [], "words": [], "note": "It may sing.", "certainty": None}


def test_a_challenge_to_the_audit_is_kept_with_the_second_answer_and_told():
    for language, label in ((Language.EN, "Your challenge to the audit: "), (Language.ZH, "你对核查的质疑：")):
        widget, sink = a_widget("EX-trace", language=language)
        widget.receive(a_message("commit", FIRST))
        found = FIRST | {"overturn": "page 7 *counts* them"}
        assert widget.receive(a_message("again", found))["status"] == "saved"
        assert sink.responses()[-1].value["overturn"] == "page 7 *counts* them"
        assert f"{label}page 7 \\*counts\\* them" in widget.text_record()


def test_a_second_answer_without_a_challenge_says_nothing_of_one():
    widget, _ = a_widget("EX-trace")
    widget.receive(a_message("commit", FIRST))
    widget.receive(a_message("again", FIRST | {"overturn": "  "}))
    assert "challenge" not in widget.text_record()
