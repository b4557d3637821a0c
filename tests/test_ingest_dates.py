"""Dates: what is written clearly is understood, nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.ingest.dates import published
from analytics.records import Published


@pytest.mark.parametrize(
    ("written", "value", "precision"),
    [
        ("2024-05-14", "2024-05-14", "day"),
        ("2024-05", "2024-05", "month"),
        ("2024", "2024", "year"),
        (2024, "2024", "year"),
        ("2024/5/4", "2024-05-04", "day"),
        ("20240514", "2024-05-14", "day"),
        ("14.05.2024", "2024-05-14", "day"),
        ("14/05/2024", "2024-05-14", "day"),
        ("05/14/2024", "2024-05-14", "day"),
        ("05/05/2024", "2024-05-05", "day"),
        ("14 May 2024", "2024-05-14", "day"),
        ("May 14, 2024", "2024-05-14", "day"),
        ("May 2024", "2024-05", "month"),
        ("2024-05-14T09:30:00Z", "2024-05-14T09:30:00Z", "day"),
        ("2024-05-14 09:30:00+02:00", "2024-05-14T09:30:00+02:00", "day"),
        ("2024-05-14 00:00:00", "2024-05-14", "day"),
        ("Tue, 14 May 2024 09:30:00 GMT", "2024-05-14T09:30:00Z", "day"),
    ],
)
def test_clear_dates_are_read(written: object, value: str, precision: str):
    day, remark = published(written)
    assert (day.value, day.how, day.precision, remark) == (value, "stated", precision, None)


@pytest.mark.parametrize("written", ["", None, "unknown", "null", float("nan")])
def test_no_date_is_unknown_without_a_remark(written: object):
    assert published(written) == (Published(), None)


@pytest.mark.parametrize("written", ["yesterday", "2024-13-01", "2023-02-29", "31.04.2024", "0001-01-01", "9999", "1715670000", "14/05/24"])
def test_what_is_no_date_stays_unknown_with_a_remark(written: str):
    assert published(written) == (Published(), f"{written!r} is no date; date left unknown")


def test_a_date_that_could_be_two_stays_unknown():
    assert published("05/06/2024") == (Published(), "'05/06/2024' can be read as two dates; date left unknown")


@given(st.one_of(st.text(max_size=30), st.integers(), st.dates(), st.datetimes()))
def test_no_value_raises_and_what_is_read_is_a_day(written: object):
    day, _ = published(written)
    assert (day.day is None) == (day.value is None)
