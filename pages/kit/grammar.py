"""English that agrees with a count of one: sentences are written for many ('{count} orders are …'), and one is said as one."""

import re

_NOUNS = (
    "households|days|points|units|communes|districts|orders|shops|rows|files|accounts|listings|conclusions|tasks|others"
    "|fields|cells|places|teams|certificates|products|lines|figures|clusters|records|numbers|phones|letters|weeks|seconds"
    "|options|maps"
)
_BETWEEN = "more|new|open|lead|digital|payment|refused|order|phone|identity|OCOP|damaged|linked|whole|small"
_VERBS = {"have": "has", "are": "is", "were": "was", "serve": "serves", "expire": "expires", "do": "does"}
# A 1 that counts: no part of another number, no date, no name ('phase 1', 'day 1').
_COUNT = r"(?<![\w.,/:–-])(?<!phase )(?<!Phase )(?<!day )(?<!Day )(1(?:\*\*)? )"
_VERB = f"({'|'.join(_VERBS)})"
_NOUN = re.compile(rf"{_COUNT}((?:(?:{_BETWEEN}) )*)({_NOUNS})\b(?:(\*{{0,2}} ){_VERB}\b)?")
_SINGULAR = _NOUNS.replace("s|", "|").removesuffix("s")
_OWN = re.compile(rf"({_COUNT}(?:(?:{_BETWEEN}) )*(?:{_SINGULAR})\b[^.,;:]*?\b)their\b")  # 'before their shop opened'
_ALONE = re.compile(rf"{_COUNT}{_VERB}\b")  # '1 have met it'


def agreed(said: str) -> str:
    """A sentence in which '1 orders are dated before their shop' is '1 order is dated before its shop'; any other as it is."""
    if "1" not in said:
        return said
    single = _OWN.sub(r"\1its", _NOUN.sub(_singular, said))
    return _ALONE.sub(lambda found: f"{found[1]}{_VERBS[found[2]]}", single)


def _singular(found: re.Match) -> str:
    verb = f"{found[4]}{_VERBS[found[5]]}" if found[5] else ""
    return f"{found[1]}{found[2]}{found[3].removesuffix('s')}{verb}"
