"""Kassenbuch (ledger): accounts, transfers and period closes, in integer cents."""
