"""Dach (config): settings, root urls, navigation, command line, task worker and demo."""
