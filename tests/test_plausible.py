"""Slips of a parser that words disprove are mended; what they do not disprove stays as the parser saw it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.de import German
from spacy.tokens import Doc

from pipeline.syntax.plausible import REPAIRS, mend

VOCAB = German().vocab
LABELS = [*REPAIRS, "ROOT", "obj", "det", "aux", "cop", "mark", "nmod", "amod", "punct"]


def tree(text: str) -> Doc:
    """«Rom/NE/nsubj/2 zahlt/VVFIN/ROOT/2»: word, tag, relation, place of the head from 1 on, features or nothing."""
    parts = [word.split("/") for word in text.split()]
    heads = [int(part[3]) - 1 for part in parts]
    morphs = [part[4] if len(part) > 4 else "" for part in parts]
    words, tags, deps = ([part[at] for part in parts] for at in range(3))
    return Doc(VOCAB, words=words, tags=tags, deps=deps, heads=heads, morphs=morphs, lemmas=words)


def shown(doc: Doc, word: str) -> tuple[str, str]:
    token = next(token for token in doc if token.text == word)
    return token.dep_, token.head.text


MENDED = [
    (
        "Kiel/NE/nsubj/5/Case=Nom hat/VAFIN/aux/5 90/CARD/nummod/4 Boote/NN/nsubj:pass/5 zugesagt/VVPP/ROOT/5",
        "Boote",
        ("obj", "zugesagt"),
    ),
    (
        "Diesen/PDAT/det/2 Plan/NN/nsubj/3/Number=Sing lehnte/VVFIN/ROOT/3 der/ART/det/5 Rat/NN/nsubj/3/Number=Sing "
        "ab/PTKVZ/compound:prt/3",
        "Plan",
        ("obj", "lehnte"),
    ),
    (
        "Oslo/NE/nsubj/2 zögert/VVFIN/ROOT/2 ,/$,/punct/6 weil/KOUS/mark/6 Geld/NN/nsubj/6 fehlt/VVFIN/ccomp/2",
        "fehlt",
        ("advcl", "zögert"),
    ),
    (
        "der/ART/det/2 Erbe/NN/nsubj/9 des/ART/det/4 Chefs/NN/nmod/2 Bär/NE/appos/4 ,/$,/punct/7 Voss/NE/appos/4 "
        ",/$,/punct/2 sprach/VVFIN/ROOT/9",
        "Voss",
        ("appos", "Erbe"),
    ),
    (
        "Ecuadors/NE/nsubj/3 Weigerung/NN/flat/1 überrascht/VVFIN/ROOT/3",
        "Weigerung",
        ("nsubj", "überrascht"),
    ),
    ("Ecuadors/NE/nsubj/3 Weigerung/NN/flat/1 überrascht/VVFIN/ROOT/3", "Ecuadors", ("nmod", "Weigerung")),
    ("Ecuadors/NE/ROOT/1 Weigerung/NN/flat/1", "Weigerung", ("ROOT", "Weigerung")),
    (
        "die/ART/det/2 Drohung/NN/nsubj/7 ,/$,/punct/6 Öl/NN/obj/6 zu/PTKZU/mark/6 sperren/VVINF/xcomp/2 "
        "wirkt/VVFIN/ROOT/7",
        "sperren",
        ("acl", "Drohung"),
    ),
    (
        "Rom/NE/nsubj/2 sagte/VVFIN/ROOT/2 Moldau/NE/nsubj/2 Hilfe/NN/obj/2 zu/PTKVZ/compound:prt/2",
        "Moldau",
        ("obl:arg", "sagte"),
    ),
    (
        "Rom/NE/nsubj/2 bot/VVFIN/ROOT/2 Hilfe/NN/obj/2 beim/APPRART/case/5 Umbau/NN/obl/2 an/PTKVZ/compound:prt/2",
        "Umbau",
        ("nmod", "Hilfe"),
    ),
    (
        "Kiel/NE/nsubj/6 will/VMFIN/aux/6 nach/APPR/case/4 Einigung/NN/obl/6 Boote/NN/nmod/4/Number=Plur "
        "schicken/VVINF/ROOT/6",
        "Boote",
        ("obj", "schicken"),
    ),
]

LEFT = [
    (
        "Kiel/NE/nsubj/6 will/VMFIN/aux/6 mit/APPR/case/4 Bergen/NN/obl/6 Boote/NN/nmod/4/Number=Plur "
        "handeln/VVINF/ROOT/6",
        "Boote",
        ("nmod", "Bergen"),
    ),
    ("Kiel/NE/nsubj:pass/3 wurde/VAFIN/aux:pass/3 gelobt/VVPP/ROOT/3", "Kiel", ("nsubj:pass", "gelobt")),
    (
        "Minister/NN/nsubj:pass/2 verhaftet/VVPP/ROOT/2 in/APPR/case/4 Rom/NE/obl/2",
        "Minister",
        ("nsubj:pass", "verhaftet"),
    ),
    (
        "Oslo/NE/nsubj/2 sagt/VVFIN/ROOT/2 ,/$,/punct/6 dass/KOUS/mark/6 Geld/NN/nsubj/6 fehlt/VVFIN/ccomp/2",
        "fehlt",
        ("ccomp", "sagt"),
    ),
    ("Anna/NE/nsubj/3 Bauer/NN/flat/1 spricht/VVFIN/ROOT/3", "Bauer", ("flat", "Anna")),
    (
        "Rom/NE/nsubj/2 traf/VVFIN/ROOT/2 Ida/NE/obj/2 beim/APPRART/case/5 Umbau/NN/obl/2",
        "Umbau",
        ("obl", "traf"),
    ),
]


@pytest.mark.parametrize(("text", "word", "wanted"), [*MENDED, *LEFT])
def test_what_words_disprove_is_mended_and_nothing_else(text: str, word: str, wanted: tuple[str, str]) -> None:
    assert shown(mend(tree(text)), word) == wanted


def test_a_lone_form_in_t_between_subject_and_object_is_finite() -> None:
    doc = mend(tree("Wien/NE/nsubj/2 investiert/VVPP/ROOT/2 90/CARD/nummod/4 Euro/NN/obj/2"))
    assert doc[1].tag_ == "VVFIN"
    assert "Fin" in doc[1].morph.get("VerbForm", [])
    doc = mend(tree("Wien/NE/nsubj/2 gerettet/VVPP/ROOT/2 90/CARD/nummod/4 Leute/NN/obj/2"))
    assert doc[1].tag_ == "VVPP"


def test_the_verb_tells_the_number_of_nouns_made_of_adjectives() -> None:
    noun = "Verbündete/NN/nsubj/2/Case=Nom|Number=Sing"
    assert mend(tree(f"{noun} helfen/VVFIN/ROOT/2/Number=Plur"))[0].morph.get("Number", []) == ["Plur"]
    assert mend(tree(f"{noun} hilft/VVFIN/ROOT/2/Number=Sing"))[0].morph.get("Number", []) == ["Sing"]


def test_an_adjective_with_sein_is_the_predicate_of_its_infinitive() -> None:
    doc = tree(
        "Oslo/NE/nsubj/5 sei/VAFIN/aux/5 bereit/ADJD/advmod/5 zu/PTKZU/mark/5 helfen/VVINF/xcomp/6 sagte/VVFIN/ROOT/6"
    )
    doc[1].lemma_ = "sein"
    mend(doc)
    assert [shown(doc, word) for word in ("Oslo", "sei", "bereit", "helfen")] == [
        ("nsubj", "bereit"),
        ("cop", "bereit"),
        ("xcomp", "sagte"),
        ("xcomp", "bereit"),
    ]


def test_a_pronoun_before_a_word_that_stands_before_its_noun_is_an_article() -> None:
    doc = mend(
        tree(
            "bereit/ADJD/ROOT/1 ,/$,/punct/4 die/PRELS/nsubj/4 geplanten/VVFIN/parataxis/1 Länder/NN/obj/7 "
            "zu/PTKZU/mark/7 beraten/VVINF/xcomp/4"
        )
    )
    assert shown(doc, "die") == ("det", "Länder")
    assert shown(doc, "geplanten") == ("amod", "Länder")
    assert shown(doc, "beraten") == ("xcomp", "bereit")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["die", "Ecuadors", "Plan", "bereit", "zu", "weil", "hat", "sein", ",", "bei", "Hilfe"]),
            st.sampled_from(["NN", "NE", "VVFIN", "VVPP", "VVINF", "PRELS", "ART"]),
            st.sampled_from(LABELS),
            st.integers(0, 9),
        ),
        min_size=1,
        max_size=10,
    )
)
def test_any_tree_stays_a_tree(parts: list[tuple[str, str, str, int]]) -> None:
    # every word hangs on one before it, so that what goes in is a tree
    heads = [head % place if place else 0 for place, (*_, head) in enumerate(parts)]
    words = [word for word, *_ in parts]
    tags = [tag for _, tag, *_ in parts]
    labels = [label for _, _, label, _ in parts]
    deps = ["ROOT", *labels[1:]]
    doc = mend(Doc(VOCAB, words=words, tags=tags, deps=deps, heads=heads, lemmas=words))
    for token in doc:
        steps = 0
        while token.head != token:
            token, steps = token.head, steps + 1
            assert steps <= len(doc)
    assert len({token.i for token in doc if token.head == token}) == 1
