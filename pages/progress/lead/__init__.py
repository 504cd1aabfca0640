"""Who really sells, who was merely chosen, and which shops sleep?"""
