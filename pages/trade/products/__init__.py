"""What sells, where, when and with which certificate?"""
