"""The store of suggested questions in a process of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

LEAVING = """
import sys, threading, time
from pathlib import Path
from qa.answers.suggestion_store import SuggestionStore
from qa.articles.corpus import read_corpus, seeds_folder

begun = threading.Event()

def ask(question):
    print("begun", flush=True)
    begun.set()
    time.sleep(1)
    print("ended", flush=True)
    raise ZeroDivisionError("nothing is asked after it")

SuggestionStore(Path(sys.argv[1]) / "questions", {}, read_corpus(seeds_folder()).articles, ask).first(0)
begun.wait()
"""


def test_a_program_that_ends_lets_the_question_that_is_asked_end(tmp_path):
    """A thread that is stopped inside the model's library would abort the whole process."""
    done = subprocess.run(
        [sys.executable, "-c", LEAVING, tmp_path], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "begun\nended\n")
