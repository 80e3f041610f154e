"""Gebiet (areas): cities, carriers, quarters with their terms, offices and fields of action."""
