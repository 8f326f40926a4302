"""Positions, timeline, figures and outlets compared: the same claims seen in other ways."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.columns import columns_of
from pipeline.run import Tables
from pipeline.views.coverage import coverage
from pipeline.views.positions import Voice
from tests.report_sample import empty_tables, sample_tables

VIEWS = ("positions", "timeline", "figures", "coverage")


@pytest.fixture(scope="module")
def found() -> Tables:
    return sample_tables()


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_has_its_declared_columns_and_an_empty_run_has_its_header(name: Any, found: Tables) -> None:
    wanted = [column.name for column in columns_of(name)]
    assert list(getattr(found, name).columns) == wanted
    empty = getattr(empty_tables(), name)
    assert (len(empty), list(empty.columns)) == (0, wanted)
    assert getattr(found, name).dtypes.to_dict() == empty.dtypes.to_dict()


def test_a_position_is_the_strongest_stance_with_its_days_and_sources(found: Tables) -> None:
    (norway,) = found.positions.query("actor_country == 'NO' and topic == 'troops'").to_dict("records")
    assert (norway["party"], norway["stance"], norway["all_stances"]) == (
        "Norwegen",
        "pledged",
        "pledged; planned; refused",
    )
    assert (norway["latest_stance"], norway["changed"], norway["conflicting"]) == ("refused", "yes", "yes")
    assert (
        norway["stance_first_date"].date().isoformat() == norway["stance_last_date"].date().isoformat() == "2026-04-01"
    )
    assert norway["last_date"].date().isoformat() == "2026-04-09"
    assert (norway["n_independent"], norway["sources"]) == (2, "Hafenblatt; Inselpost")


def test_articles_with_one_origin_count_once_in_a_position(found: Tables) -> None:
    documents = found.documents.copy()
    documents["origin"] = "o_1"
    same = Tables(found.claims, found.mentions, documents, found.table)
    assert same.positions.query("actor_country == 'NO'")["n_independent"].tolist() == [1]


def test_the_timeline_has_a_line_per_dated_position_and_marks_the_change(found: Tables) -> None:
    lines = found.timeline.query("actor_country == 'NO'")
    assert [day.date().isoformat() for day in lines["date"]] == ["2026-04-01"] * 3 + ["2026-04-09"]
    assert lines["changed"].tolist() == ["no", "no", "no", "yes"]
    assert lines["change"].iloc[-1].startswith("geändert: zugesagt")
    assert set(lines["claim_ids"]) <= set(found.claims["claim_id"])


def test_undated_articles_are_left_out_of_the_timeline(found: Tables) -> None:
    claims = found.claims.copy()
    claims["published"] = claims["published"].where(claims["source"] != "Inselpost")
    lines = Tables(claims, found.mentions, found.documents, found.table).timeline
    assert "Inselpost" not in set(lines["sources"])


def test_figures_stand_side_by_side(found: Tables) -> None:
    lines = found.figures
    assert lines["source"].tolist() == ["Hafenblatt", "Inselpost"]
    assert set(lines["side_by_side"]) == {"Hafenblatt: rund 900; Inselpost: 950"}
    assert len(set(lines["figure_id"])) == 1
    assert lines["quantity_min"].tolist() == [900.0, 950.0]


def test_an_outlet_has_rows_alone_shared_or_none(found: Tables) -> None:
    lines = found.coverage
    harbour = lines[lines["source"] == "Hafenblatt"].groupby("has")["row_id"].apply(list).to_dict()
    assert harbour == {"only": ["r_boats", "r_may"], "shared": ["r_guests"]}
    assert lines[lines["has"] == "shared"].set_index("source")["others"].to_dict() == {
        "Hafenblatt": "Inselpost",
        "Inselpost": "Hafenblatt",
    }


def test_an_outlet_lacks_what_two_neighbours_have_and_a_silent_one_is_told() -> None:
    def claim(row: str, source: str) -> dict[str, Any]:
        return {"row_id": row, "source": source}

    rows = [{"row_id": name} for name in "abc"]
    claims = [
        claim("a", "Ost"),
        claim("a", "West"),
        claim("b", "Ost"),
        claim("b", "Süd"),
        claim("c", "Ost"),
        claim("c", "Nord"),
    ]
    claims += [claim("b", "West")]
    documents = [
        {"source": name, "status": "ok", "records_ok": None, "source_known": "yes"}
        for name in ("Ost", "West", "Süd", "Nord", "Still")
    ]
    members = [[place for place, each in enumerate(claims) if each["row_id"] == row["row_id"]] for row in rows]
    outlets = {outlet["source"]: outlet for outlet in coverage(rows, claims, documents, members)}
    assert outlets["Süd"]["lacks"] == [0]  # Ost and West share row b with it, and have row a
    assert outlets["Nord"]["lacks"] == []  # only Ost is its neighbour
    assert (outlets["Still"]["only"], outlets["Still"]["shared"]) == ([], [])


def test_a_voice_is_what_independence_counts() -> None:
    from pipeline.table.status import independent

    told = [Voice("A", "a.txt", "", ""), Voice("B", "b.txt", "Spiegel", ""), Voice("Der Spiegel", "c.txt", "", "")]
    assert independent(told, {}) == 2  # «laut Spiegel» and Der Spiegel itself are one
