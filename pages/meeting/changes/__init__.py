"""What changed since the snapshot before, or since the last meeting: on the screen, in the pack and as plain text."""
