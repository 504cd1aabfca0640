"""Where may the units stand on the deadline, and how did the same method do on the phase before?"""
