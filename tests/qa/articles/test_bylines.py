import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.bylines import Credit, closing_credit, format_byline, parse_credit, trailing_photo_credit

CREDITS = {
    "■本报记者 陈 润": Credit(("陈润",), ()),
    "实习生 左百村": Credit(("左百村",), ()),
    "■文/图 本报记者 谢小青": Credit(("谢小青",), ()),
    "■向吟吟 摄": Credit((), ("向吟吟",)),
    "■通讯员 陈志清 徐巍 摄": Credit((), ("陈志清", "徐巍")),
    "(记者 谢小青)": Credit(("谢小青",), ()),
    "（通讯员 张毅）": Credit(("张毅",), ()),
    "(文/记者 谢小青 图/记者 周围)": Credit(("谢小青",), ("周围",)),
    "湖南日报·新湖南客户端 记者 肖洋桂 通讯员 杨 平 陈功春": Credit(
        ("肖洋桂", "杨平", "陈功春"), (), "湖南日报·新湖南客户端"
    ),
    "新华社记者 李明 摄": Credit((), ("李明",), "新华社"),
    "本报记者张三 通讯员李四、王五": Credit(("张三", "李四", "王五"), ()),
    "本报记者 王小明 文 李小红 摄": Credit(("王小明",), ("李小红",)),
    "记者张三": Credit(("张三",), ()),
    "作者：张三": Credit(("张三",), ()),
    "文丨本报记者 张三": Credit(("张三",), ()),
    "文|张三 图|李四": Credit(("张三",), ("李四",)),
    "■掌上衡阳记者 张三": Credit(("张三",), ()),
    "(南岳区融媒体中心 记者 艾力·买买提)": Credit(("艾力·买买提",), (), "南岳区融媒体中心"),
    "市摄影家协会 供图": Credit((), ("市摄影家协会",)),
    "By John Smith": Credit(("John Smith",), ()),
}
NO_CREDITS = [
    "全力保供,记者",
    "",
    "■",
    "他们是“服务员”",
    "记者节快乐",
    "记者手记",
    "■相关报道",
    "■本报评论员",
    "摄影展开幕",
    "市文联 摄影展",
    "实习生活真精彩",
    "高新区经济运行调度会召开",
    "本报讯 (记者 谢小青)2月21日,高新区经济运行调度会召开。",
    "外交部发言人 记者会 报道",
    "By the end of the day",
    "记者 " + "张" * 80,
]


@pytest.mark.parametrize("line", CREDITS)
def test_a_credit_names_its_people(line):
    assert parse_credit(line) == CREDITS[line]


@pytest.mark.parametrize("line", NO_CREDITS)
def test_other_lines_are_no_credits(line):
    assert parse_credit(line) is None


@given(st.text("■本报记者通讯员实习文图摄影/:：（）() 、张三李四·AaBy", max_size=90))
def test_every_name_of_a_credit_is_in_the_line(line):
    credit = parse_credit(line)
    names = [*credit.writers, *credit.photographers] if credit else []
    bare = "".join(line.split())
    assert [name for name in names if "".join(name.split()) not in bare] == []


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("衡阳群众”给复工门店发放防疫知识宣传单 ■陆静 摄", "■陆静 摄"),
        ("工人在加紧施工（李四 摄）", "（李四 摄）"),
        ("市民在公园散步。新华社记者 李明 摄", "新华社记者 李明 摄"),
        ("图为夜市。李明摄", "李明摄"),
    ],
)
def test_a_caption_ends_with_its_credit(caption, credit):
    assert caption[trailing_photo_credit(caption) :] == credit


@pytest.mark.parametrize("line", ["这组照片是他昨日拍摄", "■陆静 摄", "他在公园摄影。", "两会精神 宣讲到户", ""])
def test_a_line_without_a_credit_at_its_end_is_no_caption(line):
    assert trailing_photo_credit(line) is None


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("已全部完工。(通讯员 张毅)", Credit(("张毅",), ())),
        ("“一定按时完工。”（张三 李 四）", Credit(("张三", "李四"), ())),
        ("已全部完工。(完)", None),
        ("他说不知情。（王先生为化名）", None),
        ("占比(张三)", None),
    ],
)
def test_a_text_may_end_with_its_author(text, credit):
    assert closing_credit(text) == credit


def test_a_byline_names_everybody_once_and_photographers_last():
    named = [Credit(("谢小青", "陈润"), ("周围",)), Credit(("谢小青",), ("陈润", "周围", "李四"))]
    assert format_byline(named) == "谢小青 陈润; 周围 李四 摄"
    assert format_byline([Credit((), ("王翟",))]) == "王翟 摄"
    assert format_byline([]) == ""
