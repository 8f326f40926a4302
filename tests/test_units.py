"""What counted nouns are as units."""

from __future__ import annotations

import pytest

from pipeline.numbers.units import currency, is_percent, kind_of, measure, plural


@pytest.mark.parametrize(
    "word", ["Soldaten", "US-Soldaten", "Soldatinnen", "Kampftruppen", "Blauhelmsoldaten", "Armeeangehörige"]
)
def test_soldiers(word: str) -> None:
    assert kind_of(word) == "soldiers"


@pytest.mark.parametrize(
    "word", ["Länder", "Ländern", "Staaten", "EU-Staaten", "Mitgliedstaaten", "Nachbarländern", "Nationen"]
)
def test_countries(word: str) -> None:
    assert kind_of(word) == "countries"


@pytest.mark.parametrize(
    "word",
    [
        "Menschen",
        "Demonstranten",
        "Passagiere",
        "Toten",
        "Verletzte",
        "Regierungschefs",
        "Atomkraftgegner",
        "Ukrainer",
        "Russen",
        "Ärztinnen",
        "Patienten",
        "Kandidaten",
        "Journalisten",
        "Pflegekräfte",
        "Ausländer",
        "Geiseln",
        "Wähler",
        "Verkehrstote",
        "Staatssekretäre",
        "Athleten",
        "Preisträger",
        "Fischern",
        "Abgeordneten",
        "Schülerinnen",
    ],
)
def test_people(word: str) -> None:
    assert kind_of(word) == "people"


@pytest.mark.parametrize(
    "word",
    [
        "Panzer",
        "Panzern",
        "Hubschraubern",
        "Fahrzeuge",
        "Flugzeugen",
        "Geräte",
        "Bundesländer",
        "Bundesstaaten",
        "Straftaten",
        "Ranglisten",
        "Raketen",
        "Zimmer",
        "Sprengköpfe",
        "Flugzeugträger",
        "Gewalttaten",
        "Steuergelder",
        "Detonationen",
        "Dokumente",
        "Parlamente",
        "Reaktoren",
        "Kilometer",
        "Häuser",
        "Bilder",
        "Renten",
        "Motoren",
        "Affären",
        "Gutachten",
    ],
)
def test_things_are_no_beings(word: str) -> None:
    assert kind_of(word) == ""


@pytest.mark.parametrize(
    ("form", "lemma", "nominative"),
    [
        ("Sitzen", "Sitz", "Sitze"),
        ("Fregatten", "Fregatte", "Fregatten"),
        ("Panzern", "Panzer", "Panzer"),
        ("Ortschaften", "Ortschaft", "Ortschaften"),
        ("Häusern", "Haus", "Häuser"),
        ("Betten", "Bett", "Betten"),
        ("Inseln", "Insel", "Inseln"),
        ("Schiffen", "Schiff", "Schiffe"),
        ("Wagen", "Wagen", "Wagen"),
        ("Mandaten", "Mandat", "Mandate"),
        ("Parteien", "Partei", "Parteien"),
        ("Provinzen", "Provinz", "Provinzen"),
        ("Mauern", "Mauer", "Mauern"),
        ("Kraftwerken", "Kraftwerk", "Kraftwerke"),
        ("Büros", "Büro", "Büros"),
    ],
)
def test_nominative_plural(form: str, lemma: str, nominative: str) -> None:
    assert plural(form, lemma, dative=True) == nominative


def test_a_form_that_is_no_dative_stays() -> None:
    assert plural("Sitze", "Sitz", dative=False) == "Sitze"
    assert plural("Löschzügen", "Löschzug", dative=False) == "Löschzügen"


@pytest.mark.parametrize(
    ("word", "adjectives", "code"),
    [
        ("Euro", (), "EUR"),
        ("€", (), "EUR"),
        ("US-Dollar", (), "USD"),
        ("Dollar", (), "USD"),
        ("Dollar", ("kanadische",), "CAD"),
        ("Franken", (), "CHF"),
        ("Pfund", (), "GBP"),
        ("Pfund", ("ägyptische",), "EGP"),
        ("Kronen", ("schwedischen",), "SEK"),
        ("Hrywnja", (), "UAH"),
        ("Złoty", (), "PLN"),
        ("DEM", (), "DEM"),
    ],
)
def test_currencies(word: str, adjectives: tuple[str, ...], code: str) -> None:
    assert currency(word, adjectives) == code


@pytest.mark.parametrize(("word", "adjectives"), [("dem", ()), ("Try", ()), ("Kronen", ()), ("Haus", ()), ("sek", ())])
def test_no_currency(word: str, adjectives: tuple[str, ...]) -> None:
    assert currency(word, adjectives) == ""


@pytest.mark.parametrize(
    ("word", "name"),
    [("km", "Kilometer"), ("Tonnen", "Tonnen"), ("Litern", "Liter"), ("µg/m³", "µg/m³"), ("°C", "Grad"), ("Haus", "")],
)
def test_measures(word: str, name: str) -> None:
    assert measure(word) == name


def test_percent() -> None:
    assert is_percent("Prozent")
    assert is_percent("%")
    assert not is_percent("Prozentpunkte")
