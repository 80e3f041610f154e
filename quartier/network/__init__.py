"""Netzwerk (network): persons and organisations of the quarter."""
