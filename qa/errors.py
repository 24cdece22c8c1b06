"""Everything that can go wrong, as one family.

QAError
├── CorpusError      the folder of articles is missing, empty or unreadable
├── IndexStoreError  the index on disk is damaged or cannot be written
├── ModelError       the encoder's model cannot be found or loaded
├── FeedbackError    a reader's verdict cannot be kept
├── MissingExtraError  an optional library is not installed
└── UsageError       an argument makes no sense (a batch line that is not JSON, k below 1)

No answer is not an error: it is an `Answer` with a reason.
"""


class QAError(Exception):
    """Base of all errors that Yuanju raises on purpose; the message says what, where and what next."""


class CorpusError(QAError):
    """The folder of articles is missing, empty, or holds nothing that can be read."""


class IndexStoreError(QAError):
    """The index on disk is damaged, or its folder cannot be written."""


class ModelError(QAError):
    """The encoder's model cannot be found, converted or loaded."""


class FeedbackError(QAError):
    """A reader's verdict cannot be kept: its file cannot be written, or is full."""


class MissingExtraError(QAError, ImportError):
    """An optional library is not installed; the message names the extra that brings it.

    An ImportError as well, so that `try: import …` treats it as one.
    """

    def __init__(self, extra: str, library: str) -> None:
        super().__init__(f"{library} is not installed; get it with: pip install 'yuanju[{extra}]'")


class UsageError(QAError):
    """An argument or an input line makes no sense."""
