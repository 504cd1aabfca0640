"""The forecast tried on simulated programmes: errors are learnt from some worlds, and judged on others that it has not seen."""
