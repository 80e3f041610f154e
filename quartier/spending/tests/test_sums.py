"""Figures beside sums, as the pages write them."""

import pytest

from quartier.spending.rules.sums import percent


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(-50_00, 300_00, "−16,7"), (770_00, 1_500_00, "51,3"), (1, 8, "12,5"), (1, 100_000, "0,0"), (-1, 100_000, "0,0"), (5, 0, "")],
)  # fmt: skip
def test_percent_is_rounded_half_up(part, whole, text):
    assert percent(part, whole) == text
