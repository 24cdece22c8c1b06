"""Questions in both languages and what kind of answer they want."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.asked import Kind, asked
from qa.retrieval.language import language_of

QUESTIONS = {
    Kind.PERCENT: [
        "规上企业复工率是多少？",
        "占全市的百分之几？",
        "产值同比增长了多少？",
        "失业率是多少？",
        "女职工的比例是多少",
        "What percentage of the workers returned?",
        "By how much did output rise?",
        "How much did profits grow last year?",
        "What is the unemployment rate?",
    ],
    Kind.MONEY: [
        "企业捐了多少钱？",
        "项目总投资是多少？",
        "门票价格是多少？",
        "公司去年利润多少",
        "修路花了多少？",
        "How much money was donated?",
        "What was the total cost of the project?",
        "What was the fine?",
        "What price did the buyer pay?",
    ],
    Kind.QUANTITY: [
        "邵阳有多少家企业复工？",
        "招了几名护士？",
        "这座橋有多長？",
        "水库面积有多大？",
        "多少人返崗？",
        "How many enterprises resumed work in Shaoyang?",
        "How old is the doctor?",
        "How far is the station?",
        "What is the area of the reservoir?",
        "What is the population of Hengyang?",
        "the number of new hospital beds",
    ],
    Kind.DURATION: [
        "会议开了多久？",
        "工期是几天？",
        "展览持续多长时间",
        "How long did it last?",
        "How many days did it take?",
    ],
    Kind.TIME: ["市场几点开门？", "What time does the market open?"],
    Kind.DATE: [
        "大桥什么时候通车？",
        "他是哪一年出生的？",
        "大會幾號開幕？",
        "列车几时发车",
        "and when did it close?",
        "是3月7日还是3月8日？",
        "When did the bridge open?",
        "In which year was he born?",
        "What date was the report published?",
    ],
    Kind.PERSON: [
        "谁主持了会议？",
        "市长是谁？",
        "这位医生叫什么名字？",
        "記者是誰？",
        "Who chaired the meeting?",
        "Whose name is on the list?",
        "Which reporter wrote it?",
    ],
    Kind.ORGANISATION: [
        "哪家公司捐了口罩？",
        "活动由哪个单位主办？",
        "哪几家企业复工了？",
        "Which company donated masks?",
        "Which agency watches the price of grain?",
        "Which of the companies paid?",
    ],
    Kind.PLACE: [
        "发布会在哪里举行？",
        "病人来自哪个县？",
        "Where was the press conference held?",
        "Which county does the patient come from?",
    ],
    Kind.CONTACT: ["热线电话是多少？", "网站的备案号是什么？", "What is the phone number of the hotline?"],
    Kind.REASON: ["为什么停产？", "停工的原因", "Why did production stop?", "What caused the delay?"],
    Kind.YES_NO: [
        "工厂复工了吗？",
        "是否需要健康证？",
        "几乎所有企业都复工了吗？",
        "Is the plant open?",
        "Does a firm with a turnover of 100,000 yuan owe tax?",
        "Did he come?",
    ],
    Kind.THING: [
        "公司生产什么？",
        "怎么办理通行证？",
        "介绍一下邵阳的经济",
        "近几年有什么变化？",
        "What does the company make?",
        "What do people eat there?",
        "提了哪几点要求",
        "What did the reporter do when the phone rang?",
        "What will the city build?",
        "How do I get a permit?",
        "",
    ],
}


@pytest.mark.parametrize(("question", "kind"), [(q, kind) for kind, questions in QUESTIONS.items() for q in questions])
def test_the_kind_a_question_asks_for(question, kind):
    assert asked(question, language_of(question)).kind is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [("有没有补贴？", Kind.YES_NO), ("Was it March 7 or March 8?", Kind.DATE), ("前几名是谁？", Kind.PERSON)],
)
def test_a_word_of_another_kind_does_not_decide(question, kind):
    assert asked(question, language_of(question)).kind is kind


def test_every_kind_is_asked_for_in_both_languages():
    languages = {kind: {language_of(q) for q in questions} for kind, questions in QUESTIONS.items()}
    assert languages == {kind: {"zh", "en"} for kind in Kind}


@pytest.mark.parametrize(
    ("question", "among"),
    [
        ("是3月7日还是3月8日？", True),
        ("工厂在邵阳還是衡阳", True),
        ("Was it Shaoyang or Hengyang?", True),
        ("邵阳还有多少家？", False),
        ("How far is the airport?", False),
    ],
)
def test_a_choice_between_what_the_question_names(question, among):
    assert bool(asked(question, language_of(question)).choice) is among


@pytest.mark.parametrize(
    ("question", "any_figure"),
    [
        ("公司去年净赚了多少？", True),
        ("这块占了多少", True),
        ("多少人返崗？", False),
        ("有多少个岗位？", False),
        ("How big was the loss?", True),
        ("How many workers came?", False),
    ],
)
def test_where_any_figure_will_do(question, any_figure):
    assert asked(question, language_of(question)).any_figure is any_figure


@pytest.mark.parametrize("question", [q for questions in QUESTIONS.values() for q in questions])
def test_stops_width_and_case_change_nothing(question):
    language = language_of(question)
    bare = question.rstrip("？?")
    assert asked(bare, language) == asked(f"　{bare}？！ ", language) == asked(bare.upper(), language)


@given(st.text(), st.sampled_from(["zh", "en"]))
def test_units_only_for_a_quantity(question, language):
    found = asked(question, language)
    assert found.units == frozenset() or found.kind is Kind.QUANTITY
