"""Verb forms made by rule, and the cues that they find in a sentence without tags or tree."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.lexicon import toml_table
from pipeline.speech.cues import cues_in
from pipeline.speech.forms import verb_forms

STRONG = toml_table("cues")["strong"]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("betonen", {"betont", "betonte", "betonten", "betone"}),
        ("bezeichnen", {"bezeichnet", "bezeichnete", "bezeichneten"}),
        ("warnen", {"warnt", "warnte", "gewarnt"}),
        ("antworten", {"antwortet", "antwortete", "geantwortet"}),
        ("an|kündigen", {"kündigte", "ankündigte", "angekündigt", "anzukündigen"}),
        ("zu|geben", {"gab", "gibt", "zugegeben", "zuzugeben", "zugab"}),
        ("widersprechen", {"widersprach", "widerspricht", "widersprochen"}),
        ("heißen", {"hieß", "heißt", "hiess"}),
        ("bedauern", {"bedauert", "bedauerte"}),
    ],
)
def test_forms(word: str, forms: set[str]) -> None:
    assert forms <= {form for form, _, _ in verb_forms(word, STRONG)}


def test_a_finite_form_of_a_separable_verb_waits_for_its_particle() -> None:
    joined = {form: whole for form, kind, whole in verb_forms("ein|räumen", STRONG) if kind == "finite"}
    assert joined["räumte"] is False
    assert joined["einräumte"] is True


def found(*words: str) -> list[tuple[str, str]]:
    doc = Doc(spacy.blank("de").vocab, words=list(words), sent_starts=[True] + [False] * (len(words) - 1))
    return [(cue.entry.lemma, cue.text) for cue in cues_in(doc[:])]


@pytest.mark.parametrize(
    ("words", "lemma", "text"),
    [
        ("Er kündigte am Montag Hilfe an .", "ankündigen", "kündigte … an"),
        ("Sie betonte , man sei bereit .", "betonen", "betonte"),
        ("Die Partei wies darauf hin , dass .", "hinweisen", "wies … hin"),
        ("Er gab zu bedenken , dass .", "zu bedenken geben", "gab zu bedenken"),
        ("Sie zeigte sich überzeugt , dass .", "sich überzeugt zeigen", "zeigte sich überzeugt"),
    ],
)
def test_cues_are_found_by_form(words: str, lemma: str, text: str) -> None:
    assert (lemma, text) in found(*words.split())


@pytest.mark.parametrize("words", ["Er stellte das Glas ab .", "Die Aussagen liegen vor .", "Der Zug hielt in Fulda ."])
def test_other_verbs_and_nouns_are_no_cues(words: str) -> None:
    assert found(*words.split()) == []


def test_every_cue_verb_has_forms_and_known_complements() -> None:
    known = {"dass", "v2", "w", "inf", "quote", "np", "position"}
    for group in [*toml_table("cues")["verbs"], *toml_table("cues")["phrases"]]:
        assert set(group["takes"].split()) <= known
        assert group.get("attitude", "neutral") in {"neutral", "doubting", "conceding"}
        assert group.get("kind", "speech") in {"speech", "thought", "decision", "finding", "citing", "impersonal"}
    assert all(
        len(list(verb_forms(word, STRONG))) > 4 for group in toml_table("cues")["verbs"] for word in group["words"]
    )
