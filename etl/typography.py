"""What people say by the look of letters: struck out, or raised above the line as the number of a note.

A reader of cells sees plain text, where 215¹ would be 2151 and a number struck out beside its successor one long number.
So what was struck out keeps its stroke, which refuses the row wherever the cell is used, and what is raised stays raised.
"""

STROKE = "\u0336"  # lies over the letter before it, so that people who get the row back see it struck out
_RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")


def struck(text: str) -> str:
    return "".join(letter if letter.isspace() else letter + STROKE for letter in text)


def raised(text: str) -> str:
    return text.translate(_RAISED)


def marked(text: str, is_struck: bool, is_raised: bool) -> str:
    """A piece of text as it looks."""
    text = raised(text) if is_raised else text
    return struck(text) if is_struck else text
