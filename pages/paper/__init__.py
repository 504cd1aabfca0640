"""Pictures for paper: maps and charts from plain values to SVG and PNG, off line."""
