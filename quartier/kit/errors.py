"""The one exception by which actions and readers say no."""


class Refused(Exception):
    """An act was refused. ``message`` is a clear German sentence for the person; nothing was written."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = str(message)


class Conflict(Refused):
    """The row was changed by somebody else since it was read; both versions are to be shown."""
