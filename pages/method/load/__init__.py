"""The files of the week: drop in, check, see the effect, publish, undo."""
