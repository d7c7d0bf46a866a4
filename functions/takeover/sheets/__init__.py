"""The list of weekends as a spreadsheet: read, understood, compared with the list, written."""
