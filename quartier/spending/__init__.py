"""Mittelverwendung (spending): payments, receipts, settlements and reclaims."""
