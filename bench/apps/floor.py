"""The least that Streamlit does: a title, a box to choose from, a line of text."""

import streamlit as st

st.set_page_config(layout="wide")
st.title("Kinh tế số")
st.write(st.selectbox("Chỉ số", ["Hộ có cả hai", "Hộ có gian hàng số", "Hộ đầu tàu", "Hộ có tài khoản TTĐT"]))
