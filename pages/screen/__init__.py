"""Draws views with Streamlit: the frame around them, choices and menu, the viewer's address and session."""
