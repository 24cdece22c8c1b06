"""An archive that gets ready, in a process of its own: what it loads, and when."""

import subprocess
import sys

from qa import Settings, open_archive

GETS_READY = """
import sys, threading
from pathlib import Path
from qa import Settings, open_archive

archive = open_archive(settings=Settings(cache=Path(sys.argv[1])))
loaded = lambda: [name for name in ("onnxruntime", "sentencepiece", "jieba.posseg", "pypinyin") if name in sys.modules]
print(loaded())
archive.get_ready()
[thread.join() for thread in threading.enumerate() if thread.name == "models"]
print(loaded())
print("_network_and_tokenizer" in vars(archive._models.encoder), "_loaded" in vars(archive._models.reader))
"""


def test_what_the_first_question_needs_is_loaded_ahead_and_not_by_opening(model_cache):
    open_archive(settings=Settings(cache=model_cache))  # the index is there now
    command = [sys.executable, "-c", GETS_READY, str(model_cache)]
    opened, ready, models = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert opened == "[]"
    assert ready == "['onnxruntime', 'sentencepiece', 'jieba.posseg', 'pypinyin']"
    assert models == "True True"
