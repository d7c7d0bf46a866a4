"""Afterwards."""
