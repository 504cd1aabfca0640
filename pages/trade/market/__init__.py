"""At what price, to whom, by which platform, and how many orders are lost?"""
