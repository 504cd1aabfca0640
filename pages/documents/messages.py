"""What each slide says, as its title: the message, with the figures of the pack, not the topic."""

from data import vocabulary
from pages.documents.values import District, Pack
from pages.kit import formats, names
from pages.kit.texts import language, text

FEW = 3  # units named one by one


def province(pack: Pack) -> str:
    """The share of the province, and what it still lacks."""
    gap = pack.province["gap"]
    return text("slide.says.province" if gap.value else "slide.says.province.reached", indicator=_indicator(pack), share=pack.province["coverage"].written, gap=gap.written)  # fmt: skip


def ranking(pack: Pack) -> str:
    """How many districts are well, and which is the lowest."""
    known = [one for one in pack.districts if not formats.is_missing(one.figures["coverage"].value)]
    if not known:
        return text("slide.ranking.title", indicator=_indicator(pack))
    if len(known) == 1:
        share = known[0].figures["coverage"].written
        return text("slide.says.ranking.one", name=_short(known[0]), share=share)
    lowest = min(known, key=lambda one: one.figures["coverage"].value)
    told = {"well": formats.number(sum(map(_is_well, known))), "all": formats.number(len(known))}
    is_over = all(map(_is_over, known))
    return text(
        f"slide.says.ranking{'.over' if is_over else ''}",
        **told,
        name=_short(lowest),
        share=lowest.figures["coverage"].written,
    )


def _is_over(unit: District) -> bool:
    return "after_deadline" in unit.figures


def _is_well(unit: District) -> bool:
    """Once its phase is over none is on pace: it has met its target or not."""
    return unit.status == "reached" or (unit.status == "ahead" and not _is_over(unit))


def behind(pack: Pack) -> str:
    """Which districts are far behind, the furthest first."""
    units = [one for one in pack.districts if one.status == "behind"]
    found = [_short(one) for one in sorted(units, key=lambda one: one.figures["of_target"].value)]
    if not found:
        return text("slide.says.behind.none")
    named = ", ".join(found[:FEW])
    others = len(found) - FEW
    more = text("slide.says.behind.more", names=named, count=formats.number(others)) if others > 0 else named
    return text("slide.says.behind", count=formats.number(len(found)), names=more)


def outlook(pack: Pack) -> str:
    """The first sentence of the forecast."""
    return f"{pack.outlook[0].split('. ')[0].rstrip('.')}."


def products(pack: Pack) -> str:
    """Orders, their value and the best product; the topic where nothing was sold."""
    if not pack.products.rows or "orders" not in pack.province:
        return text("slide.products.title")
    told = {name: pack.province[name].written for name in ("orders", "order_value")}
    return text("slide.says.products", **told, best=pack.products.rows[0].texts[0])


def leads(pack: Pack) -> str:
    """The lead households of the province against what is asked."""
    lead = pack.province.get("lead")
    return (
        text("slide.says.leads", label=lead.label, count=lead.written, target=lead.note) if lead else text("lead.title")
    )


def findings(pack: Pack) -> str:
    """How much is to be verified."""
    count = len(pack.findings.rows)
    return text("slide.says.findings", count=formats.number(count)) if count else text("slide.says.findings.none")


def conclusions(pack: Pack) -> str:
    """How much was assigned."""
    return text("slide.says.conclusions", count=formats.number(len(pack.conclusions.rows)))


def district(unit: District) -> str:
    """Where a district stands and what it lacks."""
    gap = unit.figures["gap"]
    told = {"name": unit.name, "share": unit.figures["coverage"].written, "gap": gap.written}
    stands = "silent" if formats.is_missing(gap.value) else "short" if gap.value else "reached"
    return text(f"slide.says.district.{stands}", **told, status=names.inside(unit.status_label))


def _indicator(pack: Pack) -> str:
    return names.indicator(pack.filters.indicator)


def _short(unit: District) -> str:
    return vocabulary.unit(unit.code).bare_name(language())
