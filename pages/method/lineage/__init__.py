"""Where does this figure come from, and why did it change?"""
