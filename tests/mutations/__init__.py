"""Changes of single lines that matter, each of which some test must notice. `make mutate` tries them all."""
