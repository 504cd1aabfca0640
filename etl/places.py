"""Which unit each row of the inbox is of, as far as it can be told: for the account of files by unit."""

import pandas as pd

from etl import inbox
from etl.land import PLACE, Landed


def of_rows(read: inbox.Inbox, landed: dict[str, Landed]) -> pd.DataFrame:
    """One row a row of the inbox, as `landed.origin` declares it; a row that was refused tells what could be read of it."""
    settled = [one.states.assign(kind=kind) for kind, one in landed.items()]
    found = pd.concat([*settled, *(_refused(sheet) for sheet in read.sheets if sheet.rejected)], ignore_index=True)
    found = found.reindex(columns=["file", "kind", "state", *PLACE, "listing_key"])
    return found.assign(
        path=found["file"], unit_code=found["unit_code"].where(found["unit_code"].notna(), found["scope"])
    )


def _refused(sheet: inbox.SheetAccount) -> pd.DataFrame:
    rows = pd.DataFrame(index=pd.Index(list(sheet.rejected), name="row_number"))
    return rows.join(sheet.refused).assign(file=sheet.file, kind=sheet.kind, state="rejected")
