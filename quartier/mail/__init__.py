"""Post (mail): messages that can be read before they are sent."""
