"""The running phase beside those before it: by day, by share of time, district by district."""
