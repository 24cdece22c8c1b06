"""Marks: the run of a sentence that answers, of the form asked for and nearest to what the question names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.marking import COMMA, REACH, Mark, mark, nearness
from qa.retrieval.asked import Asked, Kind
from qa.retrieval.concept import Concept
from qa.retrieval.english import EnglishBridge
from qa.retrieval.evidence import Evidence, Place
from qa.retrieval.figures import Form
from qa.retrieval.forms import forms
from qa.retrieval.question import analyse

BRIDGE = "青石大桥全长1260米,总投资3.2亿元。"
FAIR = "共有215家企业参加,提供岗位6800个,当天有4300人达成意向。"
TOWNS = "衡阳市企业复工1049家,邵阳市企业复工1330家。"
PEOPLE = "妇女86人、儿童45人、老人30人。"
SHOW = "展会3月8日开幕,15日闭幕。"
HEAD = "市交通局局长刘德海说,大桥质量过硬。"


def taken_apart(question):
    """What is asked for and the evidence, every concept worth the same, without a bridge from English."""
    query = analyse(question, EnglishBridge({}, {}, {}))
    return query.asked, Evidence(query.concepts, {}, 1)


def marked(question, sentence):
    found = mark(sentence, *taken_apart(question))
    return sentence[found.start : found.end], found.of_form


OF_FORM = [
    # quantities with their units
    ("青石大桥全长多少米？", BRIDGE, "1260米"),
    ("招聘会有多少家企业参加？", FAIR, "215家"),
    ("招聘会提供了多少个岗位？", FAIR, "6800个"),
    ("多少人达成了意向？", FAIR, "4300人"),
    ("新增了几户商户？", "街区新增商铺七十二家,拆除旧房3栋。", "七十二家"),
    ("茶园今年采茶面积是多少？", "茶园今年采茶面积5400亩,日均用工620人。", "5400亩"),
    ("老人今年多大年纪？", "抗战老兵周文静今年96岁,住在三楼。", "96岁"),
    ("How many metres long is the bridge?", BRIDGE, "1260米"),
    # shares
    ("粮食产量增长了百分之多少？", "全县粮食产量达32.5万吨,同比增长4.6%。", "4.6%"),
    ("复工率是多少？", "全市规上企业复工率达97.2%,返岗职工8.1万人。", "97.2%"),
    ("到场的人里有几成签了约？", "到场的人里,四成签了约。", "四成"),
    ("占比是多少？", "外地客商占比百分之三十五。", "百分之三十五"),
    ("By what percentage did output grow?", "产量增长4.6%,达32.5万吨。", "4.6%"),
    # money
    ("青石大桥总投资多少钱？", BRIDGE, "3.2亿元"),
    ("这笔补贴一共多少元？", "县财政拿出补贴1250万元,惠及农户2300户。", "1250万元"),
    ("门票多少钱一张？", "门票每张45元,学生半价。", "45元"),
    ("How much did the bridge cost?", BRIDGE, "3.2亿元"),
    # dates, times of day, spans of time
    ("大桥什么时候通车？", "5月6日,连接城南和城北的大桥通车。", "5月6日"),
    ("工程哪天开工？", "工程3月12日开工,将于年底前完工。", "3月12日"),
    ("哪一年建成？", "水库1958年建成,2019年加固。", "1958年"),
    ("When did the bridge open?", "5月6日,青石大桥通车。", "5月6日"),
    ("招聘会几点开始？", "3月8日上午9时30分,招聘会在体育中心开始。", "上午9时30分"),
    ("几点闭馆？", "图书馆早上8点半开馆,晚上21:00闭馆。", "晚上21:00"),
    ("What time does the fair begin?", "招聘会上午9时30分开始。", "上午9时30分"),
    ("过江要多久？", "通车后,市民过江只要8分钟,比原来少绕12公里。", "8分钟"),
    ("工期几个月？", "工期18个月,用工400人。", "18个月"),
    ("How long does it take?", "过江只要8分钟。", "8分钟"),
    # names
    ("市交通局局长是谁？", HEAD, "刘德海"),
    ("谁捐了款？", "志愿者王小明向学校捐了款。", "王小明"),
    ("Who is the head of the bureau?", HEAD, "刘德海"),
    ("招聘会在哪里举行？", "3月8日,招聘会在衡阳市举行。", "衡阳市"),
    ("茶园位于哪个县？", "茶园位于祁东县,有工人620名。", "祁东县"),
    ("哪家公司承建了大桥？", "大桥由湖南路桥集团承建,全长1260米。", "湖南路桥集团"),
    ("谁主办了比赛？", "比赛由市教育局主办,有36支队参加。", "市教育局"),
    # contacts
    ("咨询电话是多少？", "咨询电话0734-8812345,周末休息。", "0734-8812345"),
    ("网址是什么？", "报名请上www.example.com.cn,额满为止。", "www.example.com.cn"),
    # the nearest of several
    ("邵阳有多少家企业复工？", TOWNS, "1330家"),
    ("衡阳有多少家企业复工？", TOWNS, "1049家"),
    ("妇女有多少人？", PEOPLE, "86人"),
    ("儿童有多少人？", PEOPLE, "45人"),
    ("老人有多少人？", PEOPLE, "30人"),
    # what the question itself gives is no answer
    ("第一批的300名工人中有多少人返岗？", "第一批300名工人中,有286人返岗。", "286人"),
    ("3月8日开幕的展会什么时候闭幕？", SHOW, "15日"),
    ("刘德海和谁去了现场？", "刘德海昨日赶到现场,王小明同去。", "王小明"),
    # unless it names the choices
    ("展会是3月7日还是3月8日开幕？", SHOW, "3月8日"),
    ("展会是8日还是15日闭幕？", SHOW, "15日"),
    # nothing named is near: the first
    ("多少？", "甲队12人,乙队15人。", "12人"),
]

NOT_OF_FORM = [
    ("有多少家企业复工？", "复工率达97.2%。", "97.2%"),
    ("复工率是多少？", "有215家企业复工。", "215家"),
    ("花了多少钱？", "修路用了水泥860吨。", "860吨"),
    ("多少人参加？", "报名者共计4300。", "4300"),
    ("工期几个月？", "工地用工400人。", "400人"),
    # no figure at all, or one that is given: the clause that holds most of the question, its stop left out
    ("谁去了现场？", "有关负责人前往现场,看望了职工。", "有关负责人前往现场"),
    ("什么时候开工？", "附近居民放起鞭炮,大桥开工了。", "大桥开工了"),
    ("有多少家企业？", "企业不少，商户也多。", "企业不少"),
    ("那300人里有多少人返岗？", "工人300人,都在家里。", "工人300人"),
    # no form is asked for
    ("大桥通车了吗？", "5月6日,青石大桥昨日通车！", "青石大桥昨日通车"),
    ("为什么停水？", "城东停水,居民到邻街打水。", "城东停水"),
    ("为什么停水？", "居民到邻街打水;孩子在等。", "居民到邻街打水"),
    # one clause, or nothing but stops
    ("为什么停水？", "主管道爆裂", "主管道爆裂"),
    ("为什么停水？", "——", "——"),
]


@pytest.mark.parametrize(("question", "sentence", "run"), OF_FORM)
def test_the_run_has_the_form_that_is_asked_for(question, sentence, run):
    assert marked(question, sentence) == (run, True)


@pytest.mark.parametrize(("question", "sentence", "run"), NOT_OF_FORM)
def test_without_the_form_the_nearest_thing_is_marked_and_said_to_be_no_such_form(question, sentence, run):
    assert marked(question, sentence) == (run, False)


@pytest.mark.xfail(
    strict=True, reason="a word that both runs share pulls the first as much as its own word pulls the right one"
)
@pytest.mark.parametrize(
    ("question", "sentence", "run"),
    [
        ("工程什么时候完工？", "工程3月12日开工,将于年底前完工。", "年底前"),
        ("面粉运来了多少吨？", "运来大米20吨和面粉35吨。", "35吨"),
    ],
)
def test_the_word_that_tells_two_runs_apart_decides(question, sentence, run):
    assert marked(question, sentence) == (run, True)


@pytest.mark.parametrize(
    ("text", "distance"),
    [
        ("大桥12米", 0),
        ("12米大桥", 0),
        ("大桥全长12米", 2),
        ("12米长的大桥", 2),
        ("大桥,12米", 1 + COMMA),
        ("大桥和桥头12米", 3 + COMMA),
    ],
)
def test_nearness_falls_to_a_third_over_the_reach_and_a_comma_costs_eight_characters(text, distance):
    evidence = Evidence([Concept("大桥", {"大桥": 1.0})], {}, 1)
    asked = Asked(Kind.QUANTITY)
    start = text.index("12米")
    assert mark(text, asked, evidence) == Mark(start, start + 3, True, pytest.approx(0.37 ** (distance / REACH)))


def test_each_concept_counts_once_from_its_nearest_place_and_by_its_weight():
    form = Form(4, 7)
    places = [Place(0, 2, 0, 0.75), Place(7, 9, 0, 0.75), Place(2, 4, 1, 0.25)]
    assert nearness("大桥桥长12米大桥", form, places) == pytest.approx(0.75 + 0.25)
    assert nearness("大桥桥长12米大桥", form, []) == 0


questions = st.sampled_from([question for question, _, _ in OF_FORM + NOT_OF_FORM])
sentences = st.text(min_size=1, max_size=60) | st.lists(
    st.sampled_from(
        [*"青石大桥长家人元米,。、:和", "3月8日", "12", "9时", "%", "刘德海", "衡阳市", "公司", " ", "百分之三"]
    ),
    min_size=1,
    max_size=20,
).map("".join)


@given(questions, sentences)
def test_a_mark_lies_in_its_sentence_and_a_form_is_one_of_those_asked_for(question, sentence):
    asked, evidence = taken_apart(question)
    found = mark(sentence, asked, evidence)
    assert 0 <= found.start < found.end <= len(sentence)
    if found.of_form:
        assert (found.start, found.end) in [(form.start, form.end) for form in forms(sentence, asked)]
    assert found == mark(sentence, asked, evidence)
