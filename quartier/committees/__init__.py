"""Gremien (committees): bodies, seats, meetings, motions, votes and decisions."""
