"""The meeting itself: its wall, what it concludes, and its documents."""
