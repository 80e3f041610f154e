"""Akten (files): uploaded and issued documents, cleaned before they are kept."""
