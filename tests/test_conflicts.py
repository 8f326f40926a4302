"""Contradictions that need no common word, and changes that an article itself tells of."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.test_table import build, figure, position

SHIPS = "Norwegen schickt zwei Minenleger in den Sund vor Kalmar."
OUT = "Norwegen wird sich nicht beteiligen."


def statuses(rows: pd.DataFrame) -> set[str]:
    return set(rows[rows["kind"] == "commitment"]["status"])


def reasons(rows: pd.DataFrame) -> set[str]:
    return set(rows[rows["kind"] == "commitment"]["status_reason"])


def test_a_refusal_that_names_no_matter_contradicts_the_one_pledge() -> None:
    _, rows = build(position("a", SHIPS), position("b", OUT, stance="refused", topic="other"))
    assert statuses(rows) == {"conflicting"}


def test_of_two_pledges_it_may_mean_either_and_contradicts_none() -> None:
    money = "Norwegen zahlt fünf Millionen für neue Bojen vor Kalmar."
    _, rows = build(
        position("a", SHIPS), position("c", money, topic="money"), position("b", OUT, stance="refused", topic="other")
    )
    assert "conflicting" not in statuses(rows)


@pytest.mark.parametrize(
    ("pledge", "fields"),
    [(SHIPS, {"stance": "considered"}), ("Norwegen empfängt die Nachbarn zu einem Treffen.", {"topic": "diplomacy"})],
)
def test_it_says_nothing_against_what_is_only_considered_or_talked_about(pledge: str, fields: dict[str, str]) -> None:
    _, rows = build(position("a", pledge, **fields), position("b", OUT, stance="refused", topic="other"))
    assert "conflicting" not in statuses(rows)


@pytest.mark.parametrize("answer", ["Norwegen wies das zurück.", "Norwegen ist damit nicht einverstanden."])
def test_an_answer_to_what_was_said_before_contradicts_no_pledge(answer: str) -> None:
    _, rows = build(position("a", SHIPS), position("b", answer, stance="refused", topic="other"))
    assert "conflicting" not in statuses(rows)


def test_a_refusal_under_another_topic_contradicts_only_in_the_same_words() -> None:
    watch = "Norwegen will jedes Schiff im Sund vor Kalmar zählen."
    _, rows = build(position("a", watch, topic="monitoring"), position("b", "Norwegen lehnt ab.", stance="refused"))
    assert "conflicting" not in statuses(rows)


def test_a_refusal_of_one_kind_contradicts_no_pledge_of_another() -> None:
    one_kind = "Kampfeinsätze im Sund vor Kalmar lehnt Norwegen ab."
    _, rows = build(position("a", "Norwegen ist dabei."), position("b", one_kind, stance="refused"))
    assert "conflicting" not in statuses(rows)


def test_a_position_told_as_new_is_a_change() -> None:
    late = "Norwegen schickt nun doch zwei Minenleger in den Sund vor Kalmar."
    _, rows = build(position("a", OUT, stance="refused", topic="other"), position("b", late, day=5))
    assert statuses(rows) == {"single_source"}
    assert reasons(rows) == {"geändert: abgelehnt (a, 2026-05-03); zugesagt (b, 2026-05-05)"}


def test_what_an_article_tells_as_former_comes_before_its_news() -> None:
    former = "Am Montag hatte Norwegen eine Teilnahme noch offengelassen."
    _, rows = build(position("a", former, stance="undecided", topic="other", start=0), position("a", SHIPS, start=500))
    assert reasons(rows) == {"geändert: vorher offen (a, 2026-05-03); zugesagt (a, 2026-05-03)"}


def test_what_was_open_and_is_decided_later_is_no_contradiction_by_itself() -> None:
    open_yet = "Ob Norwegen Minenleger in den Sund vor Kalmar schickt, ist offen."
    _, rows = build(position("a", open_yet, stance="undecided"), position("b", SHIPS, day=5))
    assert statuses(rows) == {"single_source"}
    assert not any(reason.startswith("geändert") for reason in reasons(rows))


def test_numbers_told_as_new_are_a_change_even_where_one_article_gives_both() -> None:
    before = "Die Wache im Sund vor Kalmar soll 900 Soldaten zählen."
    after = "Die Wache im Sund vor Kalmar soll statt der ursprünglich 900 nun 1.100 Soldaten zählen."
    _, rows = build(
        figure("a", before, 900, "soldiers", counted="Soldaten"),
        figure("b", after, 900, "soldiers", counted="Soldaten", day=6, start=0),
        figure("b", after, 1100, "soldiers", counted="Soldaten", day=6, start=0, part_of=""),
    )
    assert "conflicting" not in set(rows["status"])
    assert all(reason.startswith("geändert: 900") for reason in rows["status_reason"])


def test_two_numbers_in_one_article_without_a_word_of_change_are_two_things() -> None:
    both = "Die Wache im Sund vor Kalmar soll 900 Soldaten zählen, später 1.100 Soldaten."
    _, rows = build(
        figure("a", both, 900, "soldiers", counted="Soldaten"),
        figure("b", both, 900, "soldiers", counted="Soldaten", start=0),
        figure("b", both, 1100, "soldiers", counted="Soldaten", start=0),
    )
    assert not any(reason.startswith(("geändert", "Widerspruch")) for reason in rows["status_reason"])


def test_a_change_told_by_one_hides_no_other_number() -> None:
    told = "Die Wache im Sund vor Kalmar soll {} Soldaten zählen."
    _, rows = build(
        figure("a", told.format("900"), 900, "soldiers", counted="Soldaten"),
        figure("b", told.format("600"), 600, "soldiers", counted="Soldaten"),
        figure("c", told.format("nun doch 1.100"), 1100, "soldiers", counted="Soldaten", day=6),
    )
    assert sorted(rows["status"]) == ["conflicting", "conflicting", "single_source"]


def test_people_may_be_called_anything() -> None:
    told = "Gegen den Umbau des Hafens von Kalmar demonstrierten am Abend {}."
    _, rows = build(
        figure("a", told.format("3.000 Menschen"), 3000, "people", counted="Menschen"),
        figure("b", told.format("8.000 Bürger"), 8000, "people", counted="Bürger"),
    )
    assert set(rows["status"]) == {"conflicting"}


def test_one_group_under_two_names_is_one_row_where_the_sentences_agree() -> None:
    told = "{} haben in Kalmar eine gemeinsame Wache für Kabel und Leitungen beschlossen."
    one = position("a", told.format("14 Staaten"), actor="14 Staaten", country="", actor_type="group")
    other = position("b", told.format("Die Sundstaaten"), actor="Sundstaaten", country="", actor_type="group")
    _, rows = build(one, other)
    assert list(rows["n_sources"]) == [2]


def test_groups_that_say_other_things_stay_apart() -> None:
    one = position("a", "14 Staaten bewachen die Kabel.", actor="14 Staaten", country="", actor_type="group")
    other = position("b", "Die Inselstaaten zahlen für Bojen.", actor="Inselstaaten", country="", actor_type="group")
    _, rows = build(one, other)
    assert len(rows) == 2


def test_a_conflict_says_how_many_outlets_are_only_guessed() -> None:
    _, rows = build(
        position("a", SHIPS), position("b", OUT, stance="refused", topic="other"), unknown=("a.txt", "b.txt")
    )
    assert all(reason.endswith("2 Dateien ohne bekanntes Medium") for reason in reasons(rows))
