"""Many questions from eight threads: memory, open files and answers stay what they were.

64 questions to two articles with `make test`, 1,000 to those that ship with `make nightly`, which logs every round.
"""

import ctypes
import gc
import logging
import os
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa import Settings, open_archive
from qa.answers.contract import answer_to_dict
from qa.answers.verification import broken_citations

FEW, MANY = 64, 1000
THREADS = 8
ROUNDS = 4
MOST_GROWTH = 64 << 20  # bytes, for caches that fill: a thousand questions that leave a tenth of a megabyte leave more
_LOG = logging.getLogger(__name__)
ARTICLES = {
    "bridge.txt": "青石大桥通车\n\n本报讯 5月6日,青石大桥通车。大桥全长1260米,由湖南路桥集团承建。\n",
    "fair.txt": "招聘会举行\n\n本报讯 衡阳市举行招聘会,215家企业提供岗位6800个。邵阳市的招聘会有146家企业。\n",
}
# Question and those before it.
KNOWN = [
    ("青石大桥全长多少米？", ()),
    ("大桥是哪家公司承建的？", ()),
    ("衡阳的招聘会有多少家企业？", ()),
    ("那邵阳呢？", ("衡阳的招聘会有多少家企业？",)),
    ("How many enterprises came to the job fair in Hengyang?", ()),
    ("邵阳有多少家企业复工复产？", ()),
    ("谁主持召开了金融机构座谈会？", ()),
    ("How many elderly people live in the Hengnan welfare centre?", ()),
    ("株洲的招聘会有多少家企业？", ()),
    ("谁获得了诺贝尔物理学奖？", ()),
    ("桥", ()),
    ("桥" * 501, ()),
]


@pytest.fixture(scope="module")
def questions(request):
    """How many are asked."""
    return MANY if request.config.getoption("--hypothesis-profile") == "nightly" else FEW


@pytest.fixture(scope="module")
def archive(questions, with_models, tmp_path_factory):
    """Two articles or those that ship, with all models that ship."""
    cache, folder = map(tmp_path_factory.mktemp, ("cache", "articles"))
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return open_archive(folder if questions == FEW else None, settings=Settings(cache=with_models(cache)))


def held():
    """Bytes of memory and number of open files of this process."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # what is free goes back to the system
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE"), len(os.listdir("/proc/self/fd"))


def one_round(number, size):
    """Half of the questions are known, the others new in every round, so that no cache knows them."""
    chance = random.Random(number)
    asked = [chance.choice(KNOWN) for _ in range(size // 2)]
    new = [(f"{question[:50]}{number}年{n}月", ()) for n, (question, _) in enumerate(asked)]
    return chance.sample([*asked, *new], size)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory and files are counted as Linux tells them")
def test_many_questions_from_eight_threads_leave_nothing_behind(archive, questions):
    alone = {asked: answer_to_dict(archive.ask(asked[0], history=asked[1])) for asked in KNOWN}

    def ask(asked):
        answer = archive.ask(asked[0], history=asked[1])
        return broken_citations(answer) == [] and alone.get(asked) in (None, answer_to_dict(answer))

    memory, files = [], []
    with ThreadPoolExecutor(THREADS) as pool:
        for number in range(ROUNDS + 1):  # the first one fills the caches
            asked = one_round(number, questions // ROUNDS if number else 2 * THREADS)
            assert all(pool.map(ask, asked))
            now = held()
            _LOG.info("%4d questions: %6.1f MB, %d files open", len(asked), now[0] / 1e6, now[1])
            memory.append(now[0])
            files.append(now[1])
    assert files == files[:1] * len(files)
    assert memory[-1] - memory[0] <= MOST_GROWTH
