"""Where are the teams, what was done in the field, and how many households are reached there? No effect is told of it."""
