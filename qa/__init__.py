"""Ask a newspaper archive a question and get the original sentence that answers it.

from qa import open_archive
archive = open_archive()                 # the articles that ship; open_archive("folder/") for one's own
archive.ask("邵阳有多少家企业复工？")       # Answer
archive.search("邵阳复工企业", k=5)        # list[Hit]
"""

from qa.answers.answer import Answer, Citation, Reason
from qa.archive import open_archive
from qa.articles.article import Article
from qa.errors import QAError
from qa.retrieval.hits import Hit, Passage
from qa.settings import Settings

__all__ = ["Answer", "Article", "Citation", "Hit", "Passage", "QAError", "Reason", "Settings", "open_archive"]
