"""Are we on target, who is behind, what will it be on the deadline?"""
