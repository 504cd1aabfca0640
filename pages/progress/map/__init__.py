"""Where is the programme on target, and where not? The province, a district, its communes; one day or many."""
