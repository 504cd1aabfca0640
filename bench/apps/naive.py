"""What an analyst writes in an afternoon: the tables as csv, maps with their geometry in the page, nothing kept.

BENCH_TABLES names the folder of attainment.csv, unit.csv and communes.geojson, which `bench.servers` writes.
"""

import json
import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

st.set_page_config(layout="wide")
FOLDER = Path(os.environ["BENCH_TABLES"])
CODES = {"Hộ có cả hai": "both", "Hộ có gian hàng số": "shop", "Hộ đầu tàu": "lead", "Hộ có tài khoản TTĐT": "account"}

rows = pd.read_csv(FOLDER / "attainment.csv", dtype={"unit_code": str}, parse_dates=["day"])
units = pd.read_csv(FOLDER / "unit.csv", dtype=str)[["code", "name"]]
communes = json.loads((FOLDER / "communes.geojson").read_text(encoding="utf-8"))

st.title("Kinh tế số")
rows = rows[rows["indicator"] == CODES[st.selectbox("Chỉ số", list(CODES))]]
rows = rows.merge(units, left_on="unit_code", right_on="code", how="left")
now = rows[rows["day"] == rows["day"].max()]
province, district, commune = (now[now["level"] == level] for level in ("province", "district", "commune"))
for column, name in zip(st.columns(4), ("achieved", "target", "attainment", "households"), strict=True):
    column.metric(name, f"{province[name].iloc[0]:,.2f}")
for column, name in zip(st.columns(2), ("attainment", "achieved"), strict=True):
    figure = px.choropleth(
        commune, geojson=communes, locations="unit_code", featureidkey="id", color=name, hover_name="name"
    )
    figure.update_geos(fitbounds="locations", visible=False)
    column.plotly_chart(figure, key=name, config={"topojsonURL": "app/static/"})
st.plotly_chart(px.bar(district.sort_values("attainment"), x="attainment", y="name", orientation="h"), key="ranking")
st.plotly_chart(px.line(rows[rows["level"] == "district"], x="day", y="achieved", color="name"), key="districts")
st.plotly_chart(px.line(rows[rows["level"] == "phase"], x="day", y="attainment", color="unit_code"), key="phases")
st.dataframe(district[["name", "achieved", "target", "attainment"]])
