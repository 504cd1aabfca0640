"""Documents of the meeting: one pack of plain values, and writers that turn it into files, the same to the digit."""
