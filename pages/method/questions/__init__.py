"""The questions that leadership asks in such meetings, each a press away from its answer."""
