"""How the dashboard itself fares, and who opened what: for who looks after it."""
