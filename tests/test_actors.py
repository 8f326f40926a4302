"""One name per actor over a run: what becomes one, what must not, and that the order of the input does not matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.actors import unify
from pipeline.actors.spelling import first_names_agree, same_letters, same_sounds
from pipeline.records import ActorType, Mention


def mention(doc: str, name: str, country: str = "", kind: ActorType = "person") -> Mention:
    return Mention(doc=doc, start=0, end=1, text=name[:1], type=kind, canonical=name, country=country)


def names(*mentions: Mention) -> dict[tuple[str, str], str]:
    """Document and name in it → name over all."""
    documents: dict[str, list[Mention]] = {}
    for each in mentions:
        documents.setdefault(each.doc, []).append(each)
    found = unify(documents.values())
    return {(doc, name): new for doc, own in documents.items() for name, new in found.within(own).items()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Selenskyj", "Zelensky"), ("Selenski", "Zelenskyy"), ("Lawrow", "Lavrov"), ("Chamenei", "Khamenei"),
        ("Sawtschenko", "Savchenko"), ("Kowatschew", "Kovačev"), ("Kowatschew", "Kovachev"), ("Schoigu", "Shoigu"),
        ("Varoufakis", "Varufakis"), ("Ruhani", "Rouhani"), ("Erdoğan", "Erdogan"), ("Jelzin", "Yeltsin"),
        ("Ahmadinedschad", "Ahmadinejad"), ("Tymoschenko", "Timoschenko"), ("Netanjahu", "Netanyahu"),
    ],
)  # fmt: skip
def test_transliterations_meet(one: str, other: str) -> None:
    assert same_sounds(one, other)
    assert same_sounds(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Merz", "März"), ("Schmidt", "Schmitt"), ("Müller", "Miller"), ("Müller", "Muller"), ("Macron", "Marion"),
        ("Selenskyj", "Selenska"), ("Trump", "Tusk"), ("Maier", "Meyer"), ("Iwanow", "Iwanowa"), ("Kim", "Kin"),
    ],
)  # fmt: skip
def test_different_names_do_not_meet(one: str, other: str) -> None:
    assert not same_sounds(one, other)


def test_letters() -> None:
    assert same_letters("Şahin", "Sahin")
    assert same_letters("Weißmüller", "Weissmueller")
    assert not same_letters("Müller", "Muller")


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Wolodymyr", "Volodymyr", True), ("Wolodymyr", "Wolodomir", True),
        ("J.", "John", True), ("George W.", "George", True),
        ("Dmitrij", "Dmitry", True), ("Recep Tayyip", "Tayyip", True),
        ("Donald", "Dmitri", False), ("Karl", "Kurt", False),
        ("Anna", "Anton", False), ("Hans-Jürgen", "Hans-Peter", False), ("Hans-Jürgen", "Hans", True),
        ("Hans Jürgen", "Hans-Jürgen", True), ("Sven", "Arno S. W.", False), ("Karl M.", "Karl Martin", True),
    ],
)  # fmt: skip
def test_first_names(one: str, other: str, agree: bool) -> None:
    assert first_names_agree(one, other) is agree


def test_spellings_of_one_person_become_one_name() -> None:
    found = names(
        mention("a", "Wolodymyr Selenskyj", "UA"),
        mention("a", "Wolodymyr Selenskyj", "UA"),
        mention("b", "Volodymyr Zelensky", "UA"),
        mention("c", "Wolodomir Selenski", "UA"),
        mention("d", "Zelenskyy", "UA"),
    )
    assert set(found.values()) == {"Wolodymyr Selenskyj"}


def test_wife_and_husband_stay_two() -> None:
    found = names(
        mention("a", "Wolodymyr Selenskyj", "UA"), mention("b", "Olena Selenska"), mention("c", "Selenska", "UA")
    )
    assert found["b", "Olena Selenska"] == "Olena Selenska"
    assert found["c", "Selenska"] == "Olena Selenska"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Donald Trump", "US"), ("Donald Tusk", "PL")),
        (("Karl Schmidt", "DE"), ("Karl Schmitt", "DE")),
        (("Friedrich Merz", "DE"), ("Friedrich März", "DE")),
        (("Emmanuel Macron", "FR"), ("Emmanuel Marion", "")),
        (("Sergej Petrow", "RU"), ("Iwan Petrow", "RU")),
        (("Anna Berger", "DE"), ("Anna Berger-Klein", "DE")),
        (("Peter Maier", "DE"), ("Peter Meyer", "DE")),
        (("Andrej Iwanow", "RU"), ("Andreja Iwanowa", "RU")),
        (("Maria Kowal", ""), ("Mario Kowal", "")),
    ],
)
def test_two_people_stay_two(one: tuple[str, str], other: tuple[str, str]) -> None:
    found = names(mention("a", *one), mention("b", *other))
    assert found["a", one[0]] == one[0]
    assert found["b", other[0]] == other[0]


def test_a_bare_surname_joins_its_only_bearer() -> None:
    found = names(mention("a", "Henrik Lund", "DK"), mention("b", "Lund"), mention("c", "Lund", "SE"))
    assert found["b", "Lund"] == "Henrik Lund"
    assert found["c", "Lund"] == "Lund"


def test_a_bare_surname_of_two_stays_bare() -> None:
    found = names(mention("a", "Barack Obama", "US"), mention("b", "Michelle Obama"), mention("c", "Obama"))
    assert found["c", "Obama"] == "Obama"


def test_fuller_and_more_frequent_forms_win() -> None:
    found = names(
        mention("a", "George Walker", "US"), mention("b", "George H. Walker", "US"), mention("c", "George Walker", "US")
    )
    assert set(found.values()) == {"George H. Walker"}
    found = names(mention("a", "Dmitry Orlanov", "RU"), mention("b", "Dmitri Orlanow", "RU"))
    assert set(found.values()) == {"Dmitri Orlanow"}


def test_other_actors_fold_case() -> None:
    found = names(
        mention("a", "Hamas", "", "organisation"),
        mention("b", "HAMAS", "", "organisation"),
        mention("c", "Hamas", "", "organisation"),
        mention("c", "Russland", "RU", "state"),
    )
    assert found["b", "HAMAS"] == "Hamas"
    assert found["c", "Russland"] == "Russland"


def test_legal_forms_blanks_and_hyphens_part_no_bodies() -> None:
    found = names(
        mention("a", "Rothmann", "", "organisation"),
        mention("b", "Rothmann AG", "", "organisation"),
        mention("c", "Rothmann GmbH & Co. KG", "", "organisation"),
        mention("d", "Rothmann", "", "organisation"),
        mention("e", "Bergischer Ruder-Bund", "", "organisation"),
        mention("f", "Bergischer Ruderbund", "", "organisation"),
        mention("f", "Rothmann Werke", "", "organisation"),
        mention("g", "AG", "", "organisation"),
    )
    assert {found["b", "Rothmann AG"], found["c", "Rothmann GmbH & Co. KG"]} == {"Rothmann"}
    assert found["e", "Bergischer Ruder-Bund"] == found["f", "Bergischer Ruderbund"]
    assert found["f", "Rothmann Werke"] == "Rothmann Werke"
    assert found["g", "AG"] == "AG"


def test_a_genitive_joins_a_name_that_is_far_more_frequent() -> None:
    often = [mention(doc, "Karla Lamba") for doc in "abcde"]
    assert names(*often, mention("f", "Karla Lambas"))["f", "Karla Lambas"] == "Karla Lamba"
    assert names(*often[:3], mention("f", "Karla Lambas"))["f", "Karla Lambas"] == "Karla Lambas"


PEOPLE = ["Wolodymyr Selenskyj", "Volodymyr Zelensky", "Zelensky", "Olena Selenska", "Selenska", "Karl Schmidt",
          "Karl Schmitt",
          "Zoran Kovachev", "Zoran Kowatschew", "Kovačev", "Ann Lee", "Anne Lee", "Lee", "A. Lee"]  # fmt: skip
MENTIONS = st.builds(
    mention, st.sampled_from("abcde"), st.sampled_from(PEOPLE), st.sampled_from(["", "UA", "DE", "RU"])
)


@given(st.lists(MENTIONS, max_size=25), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(mentions: list[Mention], random: st.Random) -> None:  # type: ignore[name-defined]
    shuffled = list(mentions)
    random.shuffle(shuffled)
    found = names(*mentions)
    assert names(*shuffled) == found
    assert set(found) == {(each.doc, each.canonical) for each in mentions}


@given(st.lists(MENTIONS, max_size=25))
def test_unified_names_are_names_of_the_run(mentions: list[Mention]) -> None:
    assert set(names(*mentions).values()) <= {each.canonical for each in mentions}
