"""Can the figures be trusted? Files, rejected rows, findings, published figures beside computed ones."""
