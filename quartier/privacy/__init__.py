"""Datenschutz (privacy): retention run and record of processing."""
