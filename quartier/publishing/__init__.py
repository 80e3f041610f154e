"""Öffentlichkeit (publishing): public home, news and the money page."""
