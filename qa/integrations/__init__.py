"""The archive as a retriever of other libraries, each in a module of its own and in an extra of its own.

from qa.integrations.langchain import YuanjuRetriever      # pip install 'yuanju[langchain]'
from qa.integrations.llamaindex import YuanjuRetriever     # pip install 'yuanju[llamaindex]'
from qa.integrations.haystack import YuanjuRetriever       # pip install 'yuanju[haystack]'

A module imports its library when it is imported itself, and raises MissingExtraError where that is not installed.
"""
