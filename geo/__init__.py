"""The shapes of the province: building them, taking official ones in their place, handing them to the maps."""
