"""What the training code makes of trees and texts; sentences of our own, no corpus needed."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from training.augment import NO_BREAK, hard_spaces
from training.caution import be_cautious
from training.conllu import Sentence, Token
from training.documents import to_doc
from training.fit import know_edits
from training.hyphens import join_hyphens
from training.lexicon import Lexicon
from training.measures.verbs import OWN
from training.moods import VerbSwapper
from training.news import without
from training.paths import MODEL
from training.punctuation import hang_punctuation, pairs
from training.ruler import COMPONENT, add_ruler, decided
from training.starts import add_starts
from training.taught import write_open
from training.teach import possible
from training.votes import clear, majority, merged

VERBS = """# form, particle, lemma, readings
komme\t\tkommen\tInd.Pres.1.Sing Sub.Pres.1.Sing Sub.Pres.3.Sing
zahle\t\tzahlen\tInd.Pres.1.Sing Sub.Pres.1.Sing Sub.Pres.3.Sing
kommt\t\tkommen\tInd.Pres.3.Sing Ind.Pres.2.Plur
böte\t\tbieten\tSub.Past.1.Sing Sub.Past.3.Sing
"""


def tree(*rows: tuple[str, int, str, str]) -> Sentence:
    """Rows of form, head (the root names itself), relation and tag."""
    return Sentence([Token(form, tag=tag, head=head, dep=dep) for form, head, dep, tag in rows])


def heads(sentence: Sentence) -> dict[str, str]:
    words = sentence.words
    return {f"{n}:{t.form}": words[t.head] for n, t in enumerate(sentence.tokens) if t.dep == "punct"}


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    (tmp_path / "verbs_de.tsv").write_text(VERBS, encoding="utf8")
    (tmp_path / "nouns_de.tsv").write_text("", encoding="utf8")
    return Lexicon(tmp_path)


def test_a_comma_belongs_to_the_lower_clause_and_the_last_stop_to_the_root() -> None:
    sentence = tree(
        ("Er", 1, "nsubj", ""), ("meint", 1, "ROOT", ""), (",", 1, "punct", ""), ("dass", 5, "mark", ""),
        ("sie", 5, "nsubj", ""), ("kommt", 1, "ccomp", ""), (".", 5, "punct", ""),
    )  # fmt: skip
    hang_punctuation(sentence)
    assert heads(sentence) == {"2:,": "kommt", "6:.": "meint"}


def test_brackets_belong_to_what_they_enclose() -> None:
    sentence = tree(
        ("Kranz", 4, "nsubj", ""), ("(", 0, "punct", ""), ("Grüne", 0, "appos", ""), (")", 4, "punct", ""),
        ("schwieg", 4, "ROOT", ""), (".", 4, "punct", ""),
    )  # fmt: skip
    hang_punctuation(sentence)
    assert heads(sentence) == {"1:(": "Grüne", "3:)": "Grüne", "5:.": "schwieg"}


def test_each_sentence_of_a_paragraph_keeps_its_own_marks() -> None:
    sentence = tree(("Halt", 0, "ROOT", ""), ("!", 0, "punct", ""), ("Weiter", 2, "ROOT", ""), (".", 0, "punct", ""))
    hang_punctuation(sentence)
    assert heads(sentence) == {"1:!": "Halt", "3:.": "Halt"}


def test_a_sentence_without_a_whole_tree_stays_as_it_is() -> None:
    sentence = tree(("Ja", -1, "", ""), (",", -1, "punct", ""))
    hang_punctuation(sentence)
    assert [token.head for token in sentence.tokens] == [-1, -1]


@pytest.mark.parametrize(
    ("words", "want"),
    [
        (["„", "a", "‚", "b", "‘", "“"], [(2, 4), (0, 5)]),
        (["»", "a", "«", "»", "b", "«"], [(0, 2), (3, 5)]),
        (['"', "a", '"'], [(0, 2)]),
        (["(", "a"], []),
    ],
)
def test_pairs_of_marks(words: list[str], want: list[tuple[int, int]]) -> None:
    assert pairs(words) == want


def test_the_last_word_leads_a_compound_and_the_first_a_name() -> None:
    compound = tree(
        ("Die", 1, "det", "ART"), ("Hafen", 4, "nsubj", "NN"), ("-", 1, "punct", "$("), ("Chefin", 1, "flat", "NN"),
        ("schwieg", 4, "ROOT", "VVFIN"),
    )  # fmt: skip
    join_hyphens(compound)
    assert [(t.head, t.dep) for t in compound.tokens[:2]] == [(3, "det"), (3, "compound")]
    assert (compound.tokens[3].head, compound.tokens[3].dep) == (4, "nsubj")
    name = tree(("Ober", 2, "compound", "NE"), ("-", 0, "punct", "$("), ("Lahn", 2, "ROOT", "NE"))
    join_hyphens(name)
    assert [(t.head, t.dep) for t in name.tokens[::2]] == [(0, "ROOT"), (0, "flat")]


def test_a_dash_between_phrases_is_no_hyphen() -> None:
    sentence = tree(("Regen", 0, "ROOT", "NN"), ("-", 2, "punct", "$("), ("den", 0, "obj", "PDS"))
    join_hyphens(sentence)
    assert [t.head for t in sentence.tokens] == [0, 2, 0]


def test_verbs_are_swapped_in_texts_with_a_subjunctive_only(lexicon: Lexicon) -> None:
    swapper, rng = VerbSwapper(lexicon), random.Random(1)
    reported = tree(("Er", 1, "nsubj", "PPER"), ("komme", 1, "ROOT", "VVFIN"))
    reported.tokens[1].feats = {"Mood": "Sub", "Tense": "Pres", "Person": "3", "Number": "Sing"}
    forms = {swapper.swapped([reported], rng)[0].tokens[1].form for _ in range(30)}
    assert forms == {"komme", "zahle"}
    assert reported.tokens[1].form == "komme"
    plain = tree(("Er", 1, "nsubj", "PPER"), ("kommt", 1, "ROOT", "VVFIN"))
    plain.tokens[1].feats = {"Mood": "Ind", "Tense": "Pres", "Person": "3", "Number": "Sing"}
    assert swapper.swapped([plain], rng) == []


def test_the_lexicon_corrects_a_teacher_that_calls_a_subjunctive_past(lexicon: Lexicon) -> None:
    said = {"Mood": "Ind", "Tense": "Past", "Person": "3", "Number": "Sing", "VerbForm": "Fin"}
    assert possible("komme", said, lexicon) == said | {"Mood": "Sub", "Tense": "Pres"}
    assert possible("komme", said | {"Person": "1"}, lexicon) is None
    assert possible("unbekannte", said, lexicon) == said


def test_no_break_spaces_keep_names_and_trees_in_place() -> None:
    sentence = tree(
        ("Rund", 1, "advmod", ""), ("20", 2, "nummod", ""), ("Boote", 2, "ROOT", ""), ("aus", 4, "case", ""),
        ("Kiel", 2, "nmod", ""),
    )  # fmt: skip
    sentence.entities = [(4, 5, "LOC")]
    hard_spaces([sentence], random.Random(1))
    assert sentence.words == ["Rund", "20", NO_BREAK, "Boote", "aus", "Kiel"]
    import spacy

    doc = to_doc([sentence], spacy.blank("de").vocab)
    assert doc.text == f"Rund 20{NO_BREAK}Boote aus Kiel"
    assert [(e.text, e.label_) for e in doc.ents] == [("Kiel", "LOC")]
    assert doc[5].head.text == "Boote"


def test_texts_that_hold_a_held_back_sentence_are_left_out() -> None:
    texts = [tree(("Es", 1, "", ""), ("regnet", 1, "", "")), tree(("Es", 1, "", ""), ("schneit", 1, "", ""))]
    assert [s.words for s in without(texts, ["Esregnet"])] == [["Es", "schneit"]]


def test_the_own_mood_sentences_are_two_hundred_and_marked_in_pairs() -> None:
    lines = [x for x in OWN.read_text(encoding="utf8").splitlines() if x and not x.startswith("#")]
    assert len(set(lines)) == len(lines) >= 200
    assert all(line.count("*") % 2 == 0 for line in lines)


def test_the_shipped_strings_are_labels_and_pieces_no_sentences() -> None:
    strings = json.loads((MODEL / "vocab" / "strings.json").read_text(encoding="utf8"))
    assert not [s for s in strings if len(s.split()) > 3 and "=" not in s]


def test_a_name_is_voted_where_most_agree_and_doubt_is_left_out() -> None:
    agreed = [[(0, 2, "PER")], [(0, 2, "PER")], [(1, 2, "PER")]]
    assert majority(agreed) == [(0, 2, "PER")]
    assert clear(agreed, majority(agreed))
    lonely = [*agreed[:2], [(0, 2, "PER"), (5, 6, "LOC")]]
    assert not clear(lonely, majority(lonely))


def test_a_link_says_what_a_name_is_and_the_vote_adds_what_has_no_link() -> None:
    own = [(0, 1, "LOC")]
    assert merged(own, [(0, 1, "PER"), (3, 5, "ORG")]) == [(0, 1, "LOC"), (3, 5, "ORG")]
    assert merged(own, []) == own
    assert merged(own, [(0, 2, "LOC")]) is None


def test_caution_raises_the_score_of_no_name_alone() -> None:
    nlp = spacy.blank("de")
    recogniser: Any = nlp.add_pipe("ner")
    recogniser.add_label("PER")
    nlp.initialize()
    before = recogniser.model.get_ref("upper").get_param("b").copy()
    be_cautious(nlp, 2.0)
    raised = recogniser.model.get_ref("upper").get_param("b") - before
    names = [recogniser.moves.get_class_name(n) for n in range(recogniser.moves.n_moves)]
    assert {name for name, by in zip(names, raised, strict=True) if by} == {"O"}
    assert raised.max() == 2.0


def test_forms_that_are_subjunctive_in_a_person_alone(lexicon: Lexicon) -> None:
    forms = decided(lexicon)
    assert forms["Past", "Sing", "1"] == forms["Past", "Sing", "3"] == {"böte"}
    assert forms["Pres", "Sing", "3"] == {"komme", "zahle"}
    assert ("Pres", "Sing", "1") not in forms


def test_the_rules_correct_the_model_and_leave_other_persons(lexicon: Lexicon) -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("morphologizer")
    add_ruler(nlp, lexicon)
    doc: Any = Doc(nlp.vocab, words=["Er", "komme", ",", "böte", "ich"])
    doc[1].set_morph("Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")
    doc[3].set_morph("Mood=Ind|Number=Sing|Person=1|Tense=Past|VerbForm=Fin")
    ruler: Any = nlp.get_pipe("attribute_ruler")
    said = ruler(doc)
    assert [said[n].morph.get("Mood", []) for n in (1, 3)] == [["Sub"], ["Sub"]]
    assert said[3].morph.get("Person", []) == ["1"]
    doc[1].set_morph("Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin")
    assert ruler(doc)[1].morph.get("Mood", []) == ["Ind"]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Hafen bleibt vorerst gesperrt Dabei war er gerade fertig.", ["Dabei"]),
        ("Streit um die neue Brücke In der Stadt wächst der Ärger.", ["In"]),
        ('"Wir bauen die Brücke." "Das glaube ich kaum", hieß es.', ['"']),
        ("„Wir bauen die Brücke.“ Der Rat war anderer Ansicht.", ["Der"]),
        ("Sie las in der Zeitung Die Brücke und fuhr nach Den Haag.", []),
        ("Das Gasthaus Zum Hafen schließt, sagt Anna Von Hagen.", []),
        ("Die Für- und Gegenreden dauerten Stunden.", []),
        ('Er nannte sie "Brücke" und dabei blieb es.', []),
        ("Die Reihe „Wer baut?“ Annas läuft.", []),
    ],
)
def test_words_and_marks_that_begin_a_sentence(text: str, starts: list[str]) -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe(COMPONENT)
    add_starts(nlp)
    assert [token.text for token in nlp(text)[1:] if token.is_sent_start is True] == starts


def lemmatizer_saying(lemmas: dict[str, str]) -> Language:
    """A pipeline whose lemmas are the given ones, else the words."""
    nlp = spacy.blank("de")

    def lemmatize(doc: Doc) -> Doc:
        for token in doc:
            token.lemma_ = lemmas.get(token.text, token.text)
        return doc

    name = f"test_lemmas_{'_'.join(lemmas.values())}"
    Language.component(name, func=lemmatize)
    nlp.add_pipe(name, name="trainable_lemmatizer")
    Language.component("test_nothing", func=lambda doc: doc)
    nlp.add_pipe("test_nothing", name="tok2vec")
    return nlp


def test_a_lemma_that_the_weaker_lemmatizer_alone_gives_is_left_open(tmp_path: Path) -> None:
    nlp = spacy.blank("de")
    mixed = Doc(nlp.vocab, words=["dachte", "ging", "kam"], lemmas=["dachen", "gehen", "kommen"])
    DocBin(docs=[mixed]).to_disk(tmp_path / "some.spacy")
    DocBin(docs=[mixed]).to_disk(tmp_path / "some_dev.spacy")
    teacher = lemmatizer_saying({"dachte": "denken", "ging": "gehen", "kam": "kamen"})
    tutor = lemmatizer_saying({"dachte": "dachen", "ging": "gehen", "kam": "kämen"})
    write_open(tmp_path, teacher, tutor, "some", "open")
    (doc,) = DocBin().from_disk(tmp_path / "open.spacy").get_docs(nlp.vocab)
    assert [token.lemma_ for token in doc] == ["", "gehen", "kommen"]


def test_a_loaded_lemmatizer_knows_its_edits_again() -> None:
    nlp = spacy.load(MODEL)
    know_edits(nlp)
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    assert [lemmatizer.tree2label[edit] for edit in lemmatizer.cfg["labels"]] == list(range(len(lemmatizer.labels)))
