"""A child process for all tests of the formats."""

import pytest

from qa.articles.formats.sandbox import Sandbox


@pytest.fixture(scope="session")
def sandbox():
    """A child process that is shared, as by the files of a folder."""
    with Sandbox() as shared:
        yield shared
