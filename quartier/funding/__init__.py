"""Förderung (funding): funds, rule sets, applications and grants."""
