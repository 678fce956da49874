"""The package a person gets: readable pages, tables a spreadsheet opens right, and data a machine can check."""
