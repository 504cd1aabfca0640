"""The pack of the meeting by one button: slides, report, sheets, PDF, cards and an offline copy of one snapshot."""
