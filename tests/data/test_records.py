import pandas as pd
import pytest

from data import records

FRAME = pd.DataFrame(
    {
        "code": ["187", None], "count": [3, 4], "share": [0.5, None], "is_over": [True, False],
        "day": pd.to_datetime(["2021-11-15", None]), "made_of": [["a"], None],
        "kind": pd.Categorical(["district", "commune"]),
    },
    index=[7, 9],
)  # fmt: skip


def _told(values) -> list[tuple[type, str]]:
    return [(type(value), str(value)) for value in values]


@pytest.mark.parametrize("frame", [FRAME, FRAME.head(0), FRAME[["count", "share"]], FRAME[["count"]]])
def test_rows_hold_what_pandas_gives(frame):
    plain, found = frame.to_dict("records"), records.dicts(frame)
    assert [_told(row.values()) for row in found] == [_told(row.values()) for row in plain]
    assert [list(row) for row in found] == [list(frame.columns)] * len(frame)
    assert [list(map(str, row._asdict().items())) for row in records.rows(frame)] == [
        list(map(str, row.items())) for row in plain
    ]
