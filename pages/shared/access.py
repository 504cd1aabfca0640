"""Who may change figures from a page: until there is sign-in, only who sits at a server that was started for its machine alone."""

import streamlit as st

_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def is_for_this_machine() -> bool:
    """By what the server was started with (`make run` without ADDRESS and NAME), never by what a visitor sends.

    Behind an ordinary proxy every visitor comes from 127.0.0.1, and a Host is what somebody wrote.
    """
    return {st.get_option("server.address"), st.get_option("browser.serverAddress")} <= _THIS_MACHINE
