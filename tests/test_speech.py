"""Extents: what is content, what frame, cue, speaker and addressee; nesting, and text that is no speech at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.findings import Utterance
from pipeline.language import parse_article
from pipeline.mentions import find_names
from pipeline.speech import find_utterances


def utterances(nlp: Any, *paragraphs: str) -> list[Utterance]:
    doc = parse_article(nlp, paragraphs)
    return find_utterances(doc, find_names(doc))


def only(nlp: Any, text: str) -> Utterance:
    found = utterances(nlp, text)
    assert len(found) == 1, [(u.rule, [part.text for part in u.content]) for u in found]
    return found[0]


def words(span: Any) -> str:
    return span.text if span is not None else ""


def test_the_comma_between_frame_and_clause_belongs_to_the_frame(nlp: Any) -> None:
    found = only(nlp, "Sprecherin Ina Voss sagte, dass die Brücke gesperrt bleibt.")
    assert words(found.frame) == "Sprecherin Ina Voss sagte,"
    assert [part.text for part in found.content] == ["dass die Brücke gesperrt bleibt"]
    assert words(found.speaker) == "Sprecherin Ina Voss"
    assert words(found.cue) == "sagte"


def test_a_frame_behind_its_clause_takes_the_comma_before_it(nlp: Any) -> None:
    found = only(nlp, "Die Brücke bleibe gesperrt, sagte Sprecherin Ina Voss am Montag.")
    assert words(found.frame) == ", sagte Sprecherin Ina Voss am Montag"
    assert [part.text for part in found.content] == ["Die Brücke bleibe gesperrt"]


def test_a_source_in_the_middle_splits_the_content(nlp: Any) -> None:
    found = only(nlp, "Die Brücke bleibt nach Angaben der Polizei bis Mai gesperrt.")
    assert [part.text for part in found.content] == ["Die Brücke bleibt", "bis Mai gesperrt"]
    assert words(found.frame) == "nach Angaben der Polizei"
    assert found.speaker_text == "Polizei" or (found.speaker_name and found.speaker_name.canonical == "Polizei")


def test_a_relative_clause_says_only_itself(nlp: Any) -> None:
    found = only(nlp, "Der Fahrer, der laut Polizei betrunken war, wurde verletzt.")
    assert " ".join(part.text for part in found.content) == "der betrunken war"


def test_the_marks_belong_to_direct_speech(nlp: Any) -> None:
    found = only(nlp, "„Das reicht nicht“, sagte Trainerin Eva Sand der Zeitung „Nordblick“.")
    assert [part.text for part in found.content] == ["„Das reicht nicht“"]
    assert words(found.addressee).startswith("der Zeitung")


def test_the_frame_goes_on_behind_the_clause(nlp: Any) -> None:
    found = utterances(nlp, "Die Ministerin erklärte, dass der Zug fahre, und kündigte weitere Gespräche an.")
    assert [part.text for part in found[0].content] == ["dass der Zug fahre"]


def test_sentences_of_konjunktiv_are_one_utterance_with_their_stop(nlp: Any) -> None:
    text = "Der Richter sagte, die Lage sei klar. Es gebe genug Zeugen. Die Beweise seien eindeutig."
    chain = next(u for u in utterances(nlp, text) if u.rule == "konjunktiv-chain")
    assert [part.text for part in chain.content] == ["Es gebe genug Zeugen. Die Beweise seien eindeutig."]
    assert words(chain.speaker) == "Der Richter"


def test_a_chain_keeps_the_inner_speaker(nlp: Any) -> None:
    text = "Minister Uwe Hart berichtete, dass Kanzlerin Mia Lang betont habe, dass die Kasse leer sei."
    outer, inner = utterances(nlp, text)
    assert inner.inner_of is outer
    assert (words(outer.speaker), words(inner.speaker)) == ("Minister Uwe Hart", "Kanzlerin Mia Lang")


def test_quoted_words_in_reported_speech_are_its_verbatim_parts(nlp: Any) -> None:
    found = only(nlp, "Der Verband sagte, die Lage sei „sehr ernst“.")
    assert found.quote_type == "mixed"
    assert [part.text for part in found.verbatim] == ["„sehr ernst“"]


def test_a_quote_does_not_cost_the_next_paragraph(nlp: Any) -> None:
    found = utterances(nlp, "„Das Ende fehlt, sagte Paul Anders.", "Laut Polizei ist der Täter flüchtig.")
    assert any(u.rule == "laut-source" for u in found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "„",
        "“, sagte",
        "Sagte.",
        "nach Angaben",
        "laut",
        ": „“",
        "so",
        "Wie mitgeteilt",
        "zufolge",
        "„“ sagte er: „“",
    ],
)
def test_stumps_raise_nothing(nlp: Any, text: str) -> None:
    utterances(nlp, text)


PIECES = st.sampled_from(
    [
        "„",
        "“",
        "«",
        "»",
        ",",
        ":",
        ".",
        "sagte",
        "laut",
        "nach",
        "Angaben",
        "der Polizei",
        "er sei",
        "dass",
        "Anna Beck",
        "so",
        "zu kommen",
        "habe",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_spans_stay_inside_and_content_is_never_empty(nlp: Any, text: str) -> None:
    for utterance in utterances(nlp, text):
        assert utterance.content
        assert all(len(part) for part in utterance.content)
        assert 0.0 < utterance.confidence <= 1.0
        for span in (utterance.cue, utterance.speaker, utterance.frame, utterance.addressee):
            assert span is None or len(span)


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Brandmeister Karl Holt sagte gegenüber der Morgenpost, die Halle sei leer.", "der Morgenpost"),
        (
            "In einem Interview mit der Zeitung „Nordblick“ sagte Karl Holt, die Halle sei leer.",
            "der Zeitung „Nordblick“",
        ),
        ("Karl Holt sagte vor Journalisten, die Halle sei leer.", "Journalisten"),
        ("Der Verein forderte die Stadt auf, die Halle zu räumen.", "die Stadt"),
        ("Die Bürger wurden aufgefordert, die Halle zu räumen.", "Die Bürger"),
        ("Karl Holt sagte, die Halle sei leer.", ""),
        ("Der Verein hielt es für möglich, dass die Halle leer ist.", ""),
    ],
)
def test_whom_the_words_address_stands_without_its_preposition(nlp: Any, text: str, addressee: str) -> None:
    assert words(only(nlp, text).addressee) == addressee


def test_an_answer_over_two_paragraphs_stays_the_guests(nlp: Any) -> None:
    found = utterances(
        nlp,
        "Holt: Wir bauen Brücken",
        "Karl Holt leitet das Bauamt.",
        "Nordkurier: Herr Holt, wie viele Brücken fehlen?",
        "Holt: Zehn. Das Geld ist da.",
        "Streit um Kosten",
        "Das Land zahlt die Hälfte.",
        "Nordkurier: Wer zahlt den Rest?",
        "Holt: Der Kreis.",
    )
    answers = [utterance for utterance in found if utterance.rule == "interview"]
    assert [answer.content[0].text for answer in answers] == [
        "Zehn. Das Geld ist da.", "Das Land zahlt die Hälfte.", "Der Kreis.",
    ]  # fmt: skip
    assert {answer.speaker_name.canonical for answer in answers if answer.speaker_name} == {"Karl Holt"}
