"""Who may change figures from a page: until there is sign-in, only who sits at a server that was started for its machine alone."""

import streamlit as st

_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def is_for_this_machine() -> bool:
    """By what the server was started with (`make run` without ADDRESS and NAME), never by what a visitor sends.

    Behind an ordinary proxy every visitor comes from 127.0.0.1, and a Host is what somebody wrote.
    """
    return {st.get_option("server.address"), st.get_option("browser.serverAddress")} <= _THIS_MACHINE


# Everything that not every viewer may do, and who may. A page asks; no page decides.
RULES = {
    "load": is_for_this_machine,  # files into the inbox, publish, undo, teach a form
    "conclude": is_for_this_machine,  # write down what was concluded, and what became of it
    "sellers": is_for_this_machine,  # take away the list of shops that sell
}


def may(deed: str) -> bool:
    """Whether this viewer may do one of RULES. Raises KeyError for what has no rule."""
    return RULES[deed]()
