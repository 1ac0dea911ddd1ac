"""Panels of countries and of dyads, by year, month or day."""
