"""The meeting on the wall: an agenda of slides, each a view made of the parts of the pages, on one frozen snapshot."""
