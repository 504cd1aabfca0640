"""OCOP, VietGAP, GlobalGAP: what is on sale, who sells best, what expires, what never sold?"""
