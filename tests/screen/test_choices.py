"""What there is to choose, as the page asks for it."""

from streamlit.testing.v1 import AppTest


def _asked() -> None:
    """A page of two choices, in the row at the top and again below it."""
    from pages.kit.view import Choice, Option
    from pages.screen import drawing

    one = Choice("by", "Chia theo", (Option("all", "Tổng"),), "all", "all", "segments")
    two = Choice("order", "Xếp theo", (Option("a", "Mức đạt"), Option("b", "Còn thiếu")), "a", "a", "segments")
    drawing.ask((one, two))
    drawing.parts(one)


def test_a_choice_of_one_is_not_drawn():
    page = AppTest.from_function(_asked).run()
    assert not page.exception
    assert [buttons.label for buttons in page.segmented_control] == ["Xếp theo"]
