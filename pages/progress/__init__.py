"""How the phases go on: who is on target, who is behind, what may come."""
