"""Verlauf (history): scopes, threads and the entries that tell who did what, when and why."""
