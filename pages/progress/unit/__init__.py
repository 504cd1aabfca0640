"""Everything about one unit on one sheet: rank, curve, funnel, products, support, findings, neighbours."""
