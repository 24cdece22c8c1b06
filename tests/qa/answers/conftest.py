"""A small folder of articles, opened with the model that ships and without a reader."""

from collections.abc import Callable

import pytest

from qa import Settings, open_archive

BRIDGE = """青石大桥通车

本报讯 (记者 陈 润) 5月6日,连接城南和城北的青石
大桥正式通车。大桥全长1260米,总投资3.2亿元,由湖南路桥集团承建。市交通局局长刘德海说,
通车后市民过江只要8分钟。
"""
FAIR = """春季招聘会举行

本报讯 3月8日上午9时30分,衡阳市在体育中心举行春季招聘会,215家企业提供岗位6800个。邵阳市的招聘会同日举行,146家企业提供\r
岗位5100个。当天有4300人达成意向,占到场人数的四成。
"""
TEA = """云岭茶园采茶忙

本报讯 云岭茶园今年采茶面积5400亩,日均用工620人。茶农周秀英一天能采12公斤,每公斤工钱60元。
茶园去年卖出春茶38吨,收入2150万元,同比增长4.6%。
"""


@pytest.fixture(scope="session")
def articles(tmp_path_factory):
    """A folder of three articles, one with mixed line ends."""
    folder = tmp_path_factory.mktemp("articles")
    for name, text in {"bridge.txt": BRIDGE, "fair.txt": FAIR, "tea.txt": TEA}.items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.fixture(scope="session")
def open_small(articles, with_models, tmp_path_factory) -> Callable:
    """Opens the folder; `caution` 0 answers whatever has a sentence, 1 nothing."""
    cache = with_models(tmp_path_factory.mktemp("small"))
    return lambda caution=None: open_archive(articles, settings=Settings(cache=cache, reader="none", caution=caution))


@pytest.fixture(scope="session")
def small(open_small):
    """The small archive as it comes."""
    return open_small()


@pytest.fixture(scope="session")
def bold(open_small):
    """The small archive, answering whatever it can."""
    return open_small(0.0)


@pytest.fixture(scope="session")
def mute(open_small):
    """The small archive, never sure enough."""
    return open_small(1.0)
