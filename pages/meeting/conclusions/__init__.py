"""What was concluded, who does it by when, and has the number moved?"""
