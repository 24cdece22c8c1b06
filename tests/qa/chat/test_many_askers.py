"""Sixteen people ask at once, over the articles that ship: each gets what one who asks alone gets, and it is right."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from gradio_client import Client

from qa import Settings, open_archive
from qa.answers.contract import answer_to_dict
from qa.chat.page import build_chat

KNOWN = {
    "邵阳有多少家企业复工复产？": "1330家",
    "高新区经济运行调度会是哪天召开的？": "2月21日",
    "谁主持召开了金融机构座谈会？": "朱健",
    "How many enterprises resumed production in Shaoyang?": "1330家",
    "How much loan demand did the 92 companies apply for?": "32亿元",
    "How many elderly people live in the Hengnan welfare centre?": "55名",
    "跟疫情沾边的工单，衡阳市民热线总共收了几件？": "4080件",
    "疫情以来１２３４５热线一天大概要接几通电话？": "2000余个",
    "来雁塔公园种花种草这活儿啥时候能全弄完啊？": "5月底前",
    "白沙绿岛 复工 日期": "2月10日",
    "高投集团 在建工程 复工比例": "100%",
    "光是步步高这一家，几个税种凑一块儿可以晚交多少钱？": "595646元",
    "金化科技的人这阵子上班还得打卡不？": "不用打卡",
    "衡阳全市上了规模的工业企业，恢复生产的有多少？": "1049户",
    "衡阳市发改委 派驻企业工地 联络员 人数": "1859名",
    "代市长跑常宁、耒阳是哪一天的事？": "3月7日",
}


@pytest.fixture(scope="module")
def archive(model_cache):
    return open_archive(settings=Settings(cache=model_cache))


@pytest.fixture(scope="module")
def url(archive):
    demo = build_chat(lambda: archive)
    _, url, _ = demo.launch(prevent_thread_lock=True, quiet=True)
    yield url
    demo.close()


def test_sixteen_at_once_get_what_each_would_get_alone(url, archive, capfd):
    alone = {question: answer_to_dict(archive.ask(question)) for question in KNOWN}
    assert {question: answer["answer"] for question, answer in alone.items()} == KNOWN
    clients, start = [Client(url, verbose=False) for _ in KNOWN], Barrier(len(KNOWN))

    def ask(client, question):
        start.wait(60)
        return client.predict(question, api_name="/ask")

    with ThreadPoolExecutor(len(KNOWN)) as people:
        answers = dict(zip(KNOWN, people.map(ask, clients, KNOWN), strict=True))
    assert answers == alone
    assert "Traceback" not in capfd.readouterr().err
