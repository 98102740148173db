"""What can go wrong with the database, each with the sentence that a person reads."""

from assessment.engine.model import Answer, Assessment, Evidence, Text


class StoreError(Exception):
    """The store refused; ``message`` says what, where and how to mend it."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


class NotFound(StoreError):
    """There is no such assessment, question or piece of evidence."""


class Finished(StoreError):
    """A final assessment was to be changed."""


class Refused(StoreError):
    """What was to be saved breaks a rule; nothing was written."""


class Unusable(StoreError):
    """The database file cannot be read or written as it stands."""


class Busy(StoreError):
    """Another process kept the database locked for longer than the busy timeout."""


class Conflict(StoreError):
    """Somebody saved the same answer meanwhile; ``stored`` is what they saved."""

    def __init__(self, stored: Answer) -> None:
        super().__init__(
            Text(
                en="Somebody else saved this answer meanwhile. Both are shown: choose one and save again.",
                zh="他人已先保存该题答案。两份答案均已列出，请选定后重新保存。",
            )
        )
        self.stored = stored


class Overtaken(StoreError):
    """Somebody changed the same thing meanwhile; ``stored`` is what it is now, and nothing was written."""

    def __init__(self, message: Text, stored: Evidence | Assessment) -> None:
        super().__init__(message)
        self.stored = stored
