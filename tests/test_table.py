"""Claims → rows: what stands together, what contradicts, what changed, and how often it counts."""

from __future__ import annotations

import random
from datetime import date
from itertools import count
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.messages import use_language
from pipeline.records import Claim, Document
from pipeline.table import build_table, claims_frame, documents_frame
from pipeline.table.amounts import Amount, compatible
from pipeline.table.summary import number
from pipeline.table.wording import features, special_nouns

_numbers = count()


def claim(source: str, evidence: str, day: int = 3, **fields: Any) -> Claim:
    number = next(_numbers)
    start = fields.pop("start", number * 1000)
    amount = fields.pop("amount", None)
    if amount is not None:
        low, high = amount if isinstance(amount, tuple) else (amount, amount)
        fields = {"quantity_min": low, "quantity_max": high, "quantity_modifier": "exact", **fields}
    return Claim(
        claim_id=f"c_{number:06d}",
        doc=f"{source}.txt",
        source=source,
        published=fields.pop("published", date(2026, 5, day)),
        evidence=evidence,
        start=start,
        end=start + len(evidence),
        confidence=0.9,
        rule="test",
        **fields,
    )


def position(
    source: str, evidence: str, actor: str = "Norwegen", country: str = "NO", stance: str = "pledged", **fields: Any
) -> Claim:
    return claim(
        source,
        evidence,
        kind="commitment",
        actor=actor,
        actor_country=country,
        actor_type=fields.pop("actor_type", "state"),
        stance=stance,
        topic=fields.pop("topic", "troops"),
        **fields,
    )


def figure(source: str, evidence: str, amount: Any, unit: str, **fields: Any) -> Claim:
    return claim(source, evidence, kind="figure", amount=amount, quantity_unit=unit, **fields)


def build(
    *claims: Claim, origins: dict[str, str] | None = None, unknown: tuple[str, ...] = ()
) -> tuple[dict[str, str], pd.DataFrame]:
    docs = sorted({each.doc for each in claims})
    documents = [
        Document(
            doc=doc, status="ok", origin=(origins or {}).get(doc, doc), source_known="no" if doc in unknown else "yes"
        )
        for doc in docs
    ]
    linked, table = build_table(claims_frame(claims), documents_frame(documents))
    return dict(zip(linked["claim_id"], linked["row_id"])), table.set_index("row_id", drop=False)


def together(one: Claim, other: Claim, *more: Claim) -> bool:
    rows, _ = build(one, other, *more)
    return bool(rows[one.claim_id]) and rows[one.claim_id] == rows[other.claim_id]


SEND = "Norwegen will im Herbst Fregatten in die Meerenge von Kalmar entsenden."
SEND_TOO = "Oslo schickt Fregatten in die Meerenge von Kalmar."


# --- must stand together, must not ---------------------------------------------------------------


def test_two_wordings_of_one_position_are_one_row() -> None:
    assert together(position("a", SEND), position("b", SEND_TOO, stance="planned"))


def test_a_person_who_speaks_for_the_state_is_the_same_party() -> None:
    assert together(position("a", SEND), position("b", SEND_TOO, actor="Kari Nesse", actor_type="person"))


def test_never_across_parties() -> None:
    assert not together(position("a", SEND), position("b", SEND, actor="Schweden", country="SE"))
    assert not together(
        position("a", SEND, actor="Linkspartei", country=""), position("b", SEND, actor="Bürgerpartei", country="")
    )


@pytest.mark.parametrize("stance", ["refused", "demanded", "undecided"])
def test_other_stances_stand_apart(stance: str) -> None:
    assert not together(position("a", SEND), position("b", SEND_TOO, stance=stance))


def test_topics_and_directions_and_targets_stand_apart() -> None:
    assert not together(position("a", SEND), position("b", SEND_TOO, topic="arms"))
    assert not together(position("a", SEND), position("b", SEND_TOO, direction="less"))
    bridges = position("a", "Norwegen schickt Pioniere für den Bau von Brücken nach Schweden.", target_country="SE")
    mines = "Oslo schickt Pioniere an die finnische Grenze, wo sie Minen räumen sollen."
    assert together(bridges, position("b", mines))
    assert not together(bridges, position("b", mines, target_country="FI"))


def test_another_matter_under_a_broad_topic_stands_apart() -> None:
    one = position("a", "Norwegen will die Steuer auf Lachs senken.", topic="other")
    other = position("b", "Norwegen baut neue Kindergärten in allen Gemeinden.", topic="other")
    assert not together(one, other)


def test_listed_objects_of_one_sentence_stand_apart() -> None:
    sentence = "Norwegen sagt Boote und eine Werft zu."
    assert not together(position("a", sentence, start=5), position("a", sentence, start=5))


def test_the_same_position_months_apart_needs_the_same_words() -> None:
    early = position("a", "Norwegen will Pioniere zum Brückenbau nach Moldau entsenden.")
    late = position("b", SEND).model_copy(update={"published": date(2026, 11, 3)})
    assert not together(early, late)


def test_a_position_without_a_matter_joins_the_only_one_of_its_party() -> None:
    no = position("a", "Norwegen lehnt eine Entsendung von Soldaten nach Kalmar ab.", stance="refused")
    bare = position("b", "Auch Norwegen wird sich nicht beteiligen.", stance="refused", topic="other")
    assert together(no, bare)
    second = position("a", "Norwegen lehnt Sanktionen gegen die Reeder ab.", stance="refused", topic="sanctions")
    assert not together(no, bare, second)


def test_statements_get_a_row_only_where_two_sources_share_one() -> None:
    words = "Die Meerenge ist für alle Schiffe sicher geworden"
    said = [claim(source, words, kind="statement", speaker="Kari Nesse", quote=words) for source in ("a", "b")]
    other = claim("a", "Der Winter kommt früh", kind="statement", speaker="Kari Nesse", quote="Der Winter kommt früh")
    rows, table = build(*said, other)
    assert rows[said[0].claim_id] == rows[said[1].claim_id] != ""
    assert rows[other.claim_id] == ""
    assert list(table["kind"]) == ["statement"]
    assert table["status"].iloc[0] == "corroborated"


# --- quantities ----------------------------------------------------------------------------------

COUNT = "Die Flotte in der Meerenge von Kalmar soll {} Matrosen haben."


def sailors(source: str, words: str, amount: Any, modifier: str = "exact") -> Claim:
    return figure(source, COUNT.format(words), amount, "Matrosen", quantity_modifier=modifier, counted="Matrosen")


def test_a_rounded_number_a_range_and_a_point_hold_together() -> None:
    about, exact, between = (
        sailors("a", "rund 700", 700, "about"),
        sailors("b", "680", 680),
        sailors("c", "600 bis 750", (600, 750), "range"),
    )
    rows, table = build(about, exact, between)
    assert len(set(rows.values())) == 1
    row = table.iloc[0]
    assert (row["status"], row["quantity_min"], row["quantity_max"], row["n_independent"]) == (
        "corroborated",
        680,
        680,
        3,
    )


def test_numbers_that_cannot_both_hold_conflict() -> None:
    _, table = build(sailors("a", "700", 700), sailors("b", "950", 950))
    assert list(table["status"]) == ["conflicting", "conflicting"]
    one, other = table.index
    assert table.loc[one, "conflicts_with"] == other
    assert table.loc[other, "conflicts_with"] == one
    assert "a: 700, b: 950" in set(table["status_reason"].str.split("– ").str[1])


def test_one_source_with_both_numbers_sees_no_conflict() -> None:
    both = sailors("a", "700", 700), figure("a", "Am Treffen nahmen 950 Matrosen teil.", 950, "Matrosen")
    _, table = build(*both, sailors("b", "950", 950))
    assert "conflicting" not in set(table["status"])


def test_an_open_bound_is_no_other_number() -> None:
    more, many = sailors("a", "mehr als 90", (90, None), "at_least"), sailors("b", "1.500", 1500)
    rows, table = build(more, many)
    assert len(set(rows.values())) == 2
    assert set(table["status"]) == {"single_source"}


def test_different_things_with_the_same_unit_do_not_conflict() -> None:
    signed = figure("a", "Den Vertrag unterzeichneten nachts 26 Staaten.", 26, "countries")
    present = figure("b", "Vertreter von 35 Staaten saßen im Saal.", 35, "countries")
    _, table = build(signed, present)
    assert set(table["status"]) == {"single_source"}


def test_different_providers_never_share_a_row_nor_conflict() -> None:
    one = figure("a", "Norwegen schickt 40 Boote.", 40, "Boote", provider="Norwegen")
    other = figure("b", "Schweden schickt 40 Boote.", 40, "Boote", provider="Schweden")
    third = figure("c", "Schweden schickt 70 Boote.", 70, "Boote", provider="Schweden")
    rows, table = build(one, other, third)
    assert len(set(rows.values())) == 3
    assert table.loc[rows[one.claim_id], "status"] == "single_source"
    assert table.loc[rows[other.claim_id], "status"] == "conflicting"


def test_dead_and_injured_are_different_people() -> None:
    dead = figure("a", "Bei dem Grubenunglück von Lanz gab es 15 Tote.", 15, "people", counted="Tote")
    hurt = figure("b", "Bei dem Grubenunglück von Lanz gab es 15 Verletzte.", 15, "people", counted="Verletzte")
    more = figure("c", "Bei dem Grubenunglück von Lanz gab es 18 Verletzte.", 18, "people", counted="Verletzte")
    rows, table = build(dead, hurt, more)
    assert rows[dead.claim_id] != rows[hurt.claim_id]
    assert table.loc[rows[dead.claim_id], "status"] == "single_source"
    assert table.loc[rows[hurt.claim_id], "status"] == "conflicting"


def test_a_number_that_rose_is_a_change() -> None:
    early = figure(
        "a", "Bei dem Grubenunglück von Lanz starben 15 Bergleute.", 15, "people", counted="Bergleute", day=3
    )
    late = figure(
        "b",
        "Nach dem Grubenunglück von Lanz stieg die Zahl der Toten auf 19 Bergleute.",
        19,
        "people",
        counted="Bergleute",
        day=4,
    )
    _, table = build(early, late)
    assert set(table["status"]) == {"single_source"}
    assert all(reason.startswith("geändert: 15 (a, 2026-05-03); 19 (b") for reason in table["status_reason"])


def test_numbers_of_another_size_do_not_conflict() -> None:
    assert "conflicting" not in set(build(sailors("a", "70", 70), sailors("b", "950", 950))[1]["status"])


def test_members_of_a_body_act_as_the_body() -> None:
    one = position("a", "Die Hanserunde überwacht künftig die Meerenge.", actor="Hanserunde", country="")
    other = position("b", "Neun Staaten überwachen künftig die Meerenge.", actor="9 Staaten der Hanserunde", country="")
    assert together(one, other)


def test_no_chain_joins_numbers_that_cannot_both_hold() -> None:
    chain = sailors("a", "600", 600), sailors("b", "rund 640", 640, "about"), sailors("c", "700", 700)
    rows, _ = build(*chain)
    assert rows[chain[0].claim_id] != rows[chain[2].claim_id]


@given(st.floats(1, 1e9), st.floats(1, 1e9))
def test_compatibility_is_symmetric_and_open_bounds_hold_all_beyond(a: float, b: float) -> None:
    low, high = sorted((a, b))
    at_least, exact = Amount(low, None, "people", "at_least"), Amount(high, high, "people", "exact")
    assert compatible(at_least, exact)
    assert compatible(exact, at_least)
    assert compatible(Amount(None, high, "people", "at_most"), Amount(low, low, "people", "exact"))
    assert not compatible(exact, Amount(high, high, "soldiers", "exact"))
    assert compatible(Amount(low, low, "people", "exact"), exact) == (low == high)


# --- stances -------------------------------------------------------------------------------------


def test_refused_here_and_pledged_there_conflict() -> None:
    no = position("a", "Norwegen lehnt eine Entsendung von Soldaten ab.", stance="refused")
    yes = position("b", "Norwegen hat eine Entsendung von Soldaten zugesagt.")
    rows, table = build(no, yes)
    assert list(table["status"]) == ["conflicting", "conflicting"]
    assert table.loc[rows[no.claim_id], "status_reason"].endswith("a: abgelehnt, b: zugesagt")


def test_refusing_one_kind_does_not_contradict_another() -> None:
    no = position("a", "Kampfeinsätze schloss Norwegen aus.", stance="refused")
    yes = position("b", "Norwegen hat eine Entsendung von Soldaten zugesagt.")
    assert "conflicting" not in set(build(no, yes)[1]["status"])


def test_two_parties_disagree_and_do_not_conflict() -> None:
    no = position(
        "a", "Schweden lehnt eine Entsendung von Soldaten ab.", actor="Schweden", country="SE", stance="refused"
    )
    yes = position("b", "Norwegen hat eine Entsendung von Soldaten zugesagt.")
    assert "conflicting" not in set(build(no, yes)[1]["status"])


def test_a_later_other_position_is_a_change() -> None:
    no = position("a", "Norwegen lehnt eine Entsendung von Soldaten ab.", stance="refused", day=3)
    yes = position("b", "Norwegen stimmt einer Entsendung von Soldaten nun doch zu.", day=4)
    rows, table = build(no, yes)
    assert set(table["status"]) == {"single_source"}
    assert set(table["conflicts_with"]) == {""}
    reason = table.loc[rows[no.claim_id], "status_reason"]
    assert reason.startswith("geändert")
    assert reason.index("abgelehnt") < reason.index("zugesagt")


# --- counting ------------------------------------------------------------------------------------


def test_copies_of_one_text_count_once() -> None:
    claims = [position(source, SEND) for source in ("a", "b")]
    _, table = build(*claims, origins={"a.txt": "dpa: a.txt", "b.txt": "dpa: a.txt"})
    row = table.iloc[0]
    assert (row["status"], row["n_sources"], row["n_independent"]) == ("single_source", 2, 1)
    assert "zählt einmal" in row["status_reason"]


def test_one_outlet_counts_once() -> None:
    claims = [position("a", SEND), position("a", SEND_TOO).model_copy(update={"doc": "other.txt"})]
    assert build(*claims)[1].iloc[0]["n_independent"] == 1


def test_what_another_medium_is_cited_for_is_that_mediums() -> None:
    cited = [position(source, f"{SEND[:-1]}, berichtet die Deutsche Welle.") for source in ("a", "b")]
    row = build(*cited)[1].iloc[0]
    assert (row["status"], row["n_independent"]) == ("single_source", 1)
    assert "Deutsche Welle" in row["status_reason"]


def test_a_medium_that_no_list_names_is_one_source_for_all_who_cite_it() -> None:
    cited = [
        position("a", f"Wie die Dünen-Rundschau berichtet: {SEND}"),
        position("b", f"{SEND[:-1]}, meldet die »Dünen-Rundschau«."),
    ]
    row = build(*cited)[1].iloc[0]
    assert (row["n_sources"], row["n_independent"]) == (2, 1)
    assert row["status_reason"] == "alle nach Dünen-Rundschau, zählt einmal: a, b"


def test_who_only_cites_is_told_beside_who_does_not() -> None:
    cited = [position(source, f"Wie die Dünen-Rundschau berichtet: {SEND}") for source in ("a", "b")]
    row = build(*cited, position("c", SEND_TOO))[1].iloc[0]
    assert row["status_reason"] == (
        "2 unabhängige Quellen: a (nach Dünen-Rundschau), b (nach Dünen-Rundschau), c; "
        "was nur Dünen-Rundschau wiedergibt, zählt einmal"
    )
    own = position("Dünen-Rundschau", f"{SEND[:-1]}, sagte Vik der Dünen-Rundschau.")
    assert build(own)[1].iloc[0]["status_reason"] == "eine Quelle: Dünen-Rundschau"


def test_a_headline_is_passed_on_like_the_sentence_below_it() -> None:
    """«Norwegen schickt Fregatten» over «… berichtet die Dünen-Rundschau» is no second source; what somebody tells the
    outlet itself is."""
    headline = position("a", SEND_TOO)
    passed_on = [position(source, f"{SEND[:-1]}, meldet die Dünen-Rundschau.") for source in ("a", "b")]
    assert build(headline, *passed_on)[1].iloc[0]["n_independent"] == 1
    confirmed = position("a", f"{SEND[:-1]}, bestätigte Minister Vik.", speaker="Vik")
    assert build(confirmed, *passed_on)[1].iloc[0]["n_independent"] == 2


def test_one_text_that_a_third_outlet_cites_has_one_origin() -> None:
    claims = [position("a", SEND), position("b", SEND), position("c", f"{SEND[:-1]}, meldet das »a«.")]
    claims[2] = claims[2].model_copy(update={"reported_by": "a"})
    row = build(*claims, origins={"a.txt": "a.txt", "b.txt": "a.txt"})[1].iloc[0]
    assert (row["n_independent"], row["status_reason"]) == (1, "ein Ursprung, zählt einmal: a, b, c (nach a)")


def test_sources_that_do_not_say_quite_the_same_are_told_one_by_one() -> None:
    row = build(position("a", SEND, stance="considered"), position("b", SEND_TOO))[1].iloc[0]
    assert row["status_reason"] == "2 unabhängige Quellen: a, b; im Einzelnen – a: erwogen, b: zugesagt"
    row = build(sailors("a", "rund 700", 700, "about"), sailors("b", "710", 710))[1].iloc[0]
    assert row["status_reason"].endswith("; im Einzelnen – a: rund 700, b: 710")


def test_the_words_of_a_summary_say_what_the_row_says() -> None:
    short, long = sailors("a", "rund 700", 700, "about"), sailors("b", "genau 710 tüchtige", 710)
    summary = build(short, long)[1].iloc[0]["summary"]
    assert "710 tüchtige" in summary
    former = sailors("c", "statt bisher 710 nun 900", 710)
    assert "statt bisher" not in build(former, long)[1].iloc[0]["summary"]
    offered = position("a", SEND_TOO, stance="considered")
    promised = position("b", f"{SEND[:-1]} und weiteren Männern, teilte Oslo mit.")
    assert "teilte Oslo mit" in build(offered, promised)[1].iloc[0]["summary"]


@pytest.mark.parametrize(
    ("value", "words"),
    [(900e6, "900 Mio."), (1.25e9, "1,25 Mrd."), (1_234_567, "1.234.567"), (15_000, "15.000"), (1.5, "1,5")],
)
def test_numbers_are_written_as_people_read_them(value: float, words: str) -> None:
    assert number(value) == words


def test_units_and_counted_people_are_told_in_words() -> None:
    money = figure("a", "Der Fonds soll 900 Millionen Euro fassen.", 900e6, "EUR")
    assert build(money)[1].iloc[0]["summary"].startswith("Genannt werden 900 Mio. Euro – ")
    people = figure("a", "Es kamen 40 Sanitäter.", 40, "people", counted="Sanitäter")
    assert build(people)[1].iloc[0]["summary"].startswith("Genannt werden 40 Menschen (Sanitäter) – ")


BRIDGE = (
    "Der Kanton Uri saniert die Gotthardbrücke samt Geländer, Fahrbahn und Widerlager.",
    "Ein Betrieb aus Göschenen verzinkt bis August sämtliche Pfosten und Streben.",
)
FERRY_LINE = (
    "Die Reederei Halland kauft eine gebrauchte Autofähre mit Kabinen und Kantine.",
    "Der Fahrplan zwischen Varberg und Anholt beginnt heuer schon vor Ostern.",
)


def _in_an_article(found: Claim, day: date | None, about: tuple[str, ...]) -> list[Claim]:
    """The claim in an article on something that another outlet's article is about as well."""
    rest = [position(source, words, "Amt", "", topic="other") for words in about for source in (found.source, "x")]
    return [each.model_copy(update={"published": day, "doc": each.doc + str(day)}) for each in (found, *rest)]


def test_figures_of_events_years_apart_are_not_one() -> None:
    a, b = (figure(source, "Vier Menschen wurden verletzt.", 4, "people") for source in ("a", "b"))
    rows, _ = build(*_in_an_article(a, date(2026, 5, 3), BRIDGE), *_in_an_article(b, date(2029, 2, 1), FERRY_LINE))
    assert rows[a.claim_id] != rows[b.claim_id]
    rows, _ = build(*_in_an_article(a, date(2026, 5, 3), BRIDGE), *_in_an_article(b, date(2026, 5, 4), BRIDGE))
    assert rows[a.claim_id] == rows[b.claim_id]


@pytest.mark.parametrize("published", [date(2026, 5, 3), None])
def test_accidents_of_one_day_are_not_one(published: date | None) -> None:
    """What all reports of their kind say («wurden verletzt») makes neither one event nor a contradiction."""
    bridge = (*BRIDGE, "Schöllenen und Teufelsschlucht bleiben werktags für Lastwagen gesperrt.")
    ferry = (*FERRY_LINE, "Zwischen Schären und Leuchtturm gilt fortan eine Drosselung auf neun Knoten.")
    a, b = (figure(source, "Vier Menschen wurden verletzt.", 4, "people", counted="Menschen") for source in ("a", "b"))
    c = figure("c", "Neun Menschen wurden verletzt.", 9, "people", counted="Menschen")
    here = [_in_an_article(each, published, bridge) for each in (a, c)]
    rows, table = build(*here[0], *_in_an_article(b, published, ferry))
    assert rows[a.claim_id] != rows[b.claim_id]
    rows, table = build(*here[1], *_in_an_article(b, published, ferry))
    assert not table.loc[rows[b.claim_id], "conflicts_with"]
    rows, table = build(*here[0], *here[1])
    assert table.loc[rows[a.claim_id], "conflicts_with"] == rows[c.claim_id]


def test_plans_of_nobody_in_particular_years_apart_are_not_one() -> None:
    words = "Er soll vor den Haftrichter."
    a, b = (position(source, words, "", "", stance="planned", topic="other") for source in ("a", "b"))
    rows, _ = build(*_in_an_article(a, date(2026, 5, 3), BRIDGE), *_in_an_article(b, date(2029, 2, 1), FERRY_LINE))
    assert rows[a.claim_id] != rows[b.claim_id]


@pytest.mark.parametrize(
    ("low", "high", "modifier", "linked"),
    [(8100, None, "at_least", False), (1000, 20_000, "vague", False), (10_100, 10_100, "about", True)],
)
def test_vague_and_open_numbers_say_little(low: int, high: int | None, modifier: str, linked: bool) -> None:
    """«Tausende» hold together with nearly any number, «mindestens 8.100» with 10.100."""
    day = date(2026, 5, 3)
    dead = figure("a", "Bei dem Angriff starben so viele.", (low, high), "people", quantity_modifier=modifier)
    runners = figure("b", "Von den Läuferinnen kamen nur wenige ins Ziel.", 10_100, "people")
    rows, _ = build(*_in_an_article(dead, day, BRIDGE), *_in_an_article(runners, day, BRIDGE))
    assert (rows[dead.claim_id] == rows[runners.claim_id]) == linked


def test_a_source_without_a_number_of_its_own_is_no_side_of_a_conflict() -> None:
    named = [position(source, f"{SEND[:-1]}: 300.", amount=300, quantity_unit="soldiers") for source in ("a", "b")]
    silent, other = position("c", SEND), position("d", f"{SEND[:-1]}: 900.", amount=900, quantity_unit="soldiers")
    rows, table = build(*named, silent, other)
    assert rows[silent.claim_id] == rows[named[0].claim_id]
    reason = table.set_index("row_id").loc[rows[silent.claim_id], "status_reason"]
    assert reason == "Widerspruch bei der Menge – a: 300, b: 300, d: 900"


def test_no_side_of_a_conflict_is_hidden_by_the_many_of_the_other() -> None:
    many = [position(f"a{n}", f"{SEND[:-1]}: 300.", amount=300, quantity_unit="soldiers") for n in range(9)]
    other = position("z", f"{SEND[:-1]}: 900.", amount=900, quantity_unit="soldiers")
    rows, table = build(*many, other)
    reason = table.set_index("row_id").loc[rows[many[0].claim_id], "status_reason"]
    assert reason.endswith("a5: 300 u. a., z: 900")


def test_a_change_tells_each_stance_with_its_day() -> None:
    refused = position("a", "Norwegen hat keine Pläne für eine Entsendung von Soldaten.", stance="refused", day=1)
    weighed = position("b", SEND, stance="considered", day=5)
    promised = position("c", SEND_TOO, day=9)
    rows, table = build(refused, weighed, promised)
    assert rows[weighed.claim_id] == rows[promised.claim_id]
    reason = table.set_index("row_id").loc[rows[promised.claim_id], "status_reason"]
    assert reason == "geändert: abgelehnt (a, 2026-05-01); erwogen (b, 2026-05-05); zugesagt (c, 2026-05-09)"


def test_sources_that_are_only_guessed_are_told() -> None:
    row = build(position("a", SEND), position("b", SEND_TOO), unknown=("a.txt", "b.txt"))[1].iloc[0]
    assert "2 Dateien ohne bekanntes Medium" in row["status_reason"]


# --- the table -----------------------------------------------------------------------------------


def _mixed() -> list[Claim]:
    return [
        position("a", SEND, condition="nach der Wahl"),
        position("b", SEND_TOO),
        position("c", "Norwegen hat keine Pläne für eine Entsendung.", stance="refused"),
        *(sailors(source, str(n), n) for source, n in (("a", 700), ("b", 701), ("c", 900))),
        position(
            "d",
            "Die Koalition der Küstenländer erwägt Patrouillen.",
            actor="Koalition der Küstenländer",
            country="",
            stance="considered",
        ),
    ]


def test_the_order_of_the_input_does_not_matter() -> None:
    claims = _mixed()
    rows, table = build(*claims)
    for seed in range(5):
        random.Random(seed).shuffle(claims)
        again, same = build(*claims)
        assert again == rows
        pd.testing.assert_frame_equal(same, table)


def test_a_row_keeps_its_id_when_a_later_article_joins() -> None:
    early = position("a", SEND)
    assert build(early)[0][early.claim_id] == build(early, position("b", SEND_TOO, day=5))[0][early.claim_id]


def test_rows_are_sorted_by_status_then_by_independent_sources() -> None:
    _, table = build(*_mixed())
    ranks = [("conflicting", "corroborated", "single_source").index(status) for status in table["status"]]
    assert ranks == sorted(ranks)
    assert {"conflicting", "single_source"} <= set(table["status"])


def test_every_claim_of_a_row_is_listed_in_it() -> None:
    rows, table = build(*_mixed())
    for row_id, row in table.iterrows():
        assert set(row["claim_ids"].split("; ")) == {claim_id for claim_id, home in rows.items() if home == row_id}
        assert row["n_claims"] == len(row["claim_ids"].split("; "))


def test_sentences_for_people_in_both_languages() -> None:
    one = position(
        "a", SEND, amount=1200, quantity_unit="soldiers", quantity_modifier="about", condition="nach der Wahl"
    )
    assert (
        build(one)[1]
        .iloc[0]["summary"]
        .startswith("Norwegen sagt Truppen zu: rund 1.200 Soldaten, Bedingung: nach der Wahl")
    )
    use_language("en")
    try:
        assert (
            build(one)[1]
            .iloc[0]["summary"]
            .startswith("Norwegen pledges troops: about 1,200 soldiers, condition: nach der Wahl")
        )
    finally:
        use_language("de")


@pytest.mark.parametrize(
    ("fields", "summary"),
    [
        ({"topic": "other", "stance": "refused"}, "Norwegen lehnt ab: „"),
        ({"topic": "other", "stance": "refused", "target_country": "UA"}, "Norwegen lehnt ab (Bezug: Ukraine) – „"),
        ({"topic": "other", "direction": "less"}, "Norwegen sagt Abzug, Kürzung oder Ausschluss zu – „"),
        ({"topic": "troops", "target_country": "NATO"}, "Norwegen sagt Truppen zu (Bezug: NATO) – „"),
        ({"topic": "other", "actor": "", "country": "", "stance": "planned"}, "Geplant ist: „"),
    ],
)
def test_a_summary_without_a_topic_lets_the_words_speak(fields: dict[str, Any], summary: str) -> None:
    assert build(position("a", SEND, **fields))[1].iloc[0]["summary"].startswith(summary)


def test_each_source_stands_with_its_own_value() -> None:
    about = "Zur Kundgebung in Oslo kamen {} Menschen."
    _, rows = build(
        figure("a", about.format("rund 1.200"), 1200, "people", quantity_modifier="about", counted="Menschen"),
        figure("b", about.format("1.180"), 1180, "people", counted="Menschen"),
        figure("c", about.format("2.000"), 2000, "people", counted="Menschen"),
    )
    assert "a: rund 1.200, b: 1.180, c: 2.000" in rows["status_reason"].iloc[0]


def test_no_claims_give_the_header() -> None:
    linked, table = build_table(claims_frame([]), documents_frame([]))
    assert len(linked) == len(table) == 0
    assert list(table.columns)[:3] == ["row_id", "status", "status_reason"]


# --- words ---------------------------------------------------------------------------------------


def test_inflections_and_compounds_meet() -> None:
    assert features("Garantie") & features("Sicherheitsgarantien")
    assert features("entsenden") & features("Truppenentsendung")
    assert not features("Wahl") & features("Fregatte")


def test_plain_and_special_nouns() -> None:
    assert special_nouns("Norwegen lehnt die Entsendung von Soldaten ab.") == []
    assert special_nouns("Bodentruppen schließt Norwegen aus, auch Panzer.") == ["Bodentruppen", "Norwegen", "Panzer"]
