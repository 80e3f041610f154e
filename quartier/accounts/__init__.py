"""Zugänge (accounts): users, roles and invitations."""
