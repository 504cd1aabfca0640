"""How the figures come about: what they rest on, where each comes from, and how files get in."""
