"""A button that the browser presses by itself after a while: how playing and slides at a pace go on.

A timer of the server would draw the page at the address that it knew: a click made just then would be taken back by it.
What the browser presses comes with the address that the viewer is at.
"""

from collections.abc import Callable

import streamlit as st


def press(seconds: float, name: str, pressed: Callable[..., None], *arguments: object) -> None:
    """`every.js` presses it so many seconds after it is seen first; one of another name begins anew."""
    st.button(name, key=f"every-{round(seconds * 1000)}-{name}", on_click=pressed, args=arguments)
