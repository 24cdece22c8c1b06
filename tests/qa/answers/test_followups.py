"""Follow-ups: what they take over from the question before them, and what takes over nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.followups import LOOK_BACK, Understood, understand

RESUMED = "邵阳有多少家企业复工？"
REOPENED = "How many enterprises resumed work in Shaoyang?"

# The earlier question, the follow-up, the question in full.
SWAPS = [
    (RESUMED, "那衡阳呢", "衡阳有多少家企业复工？"),
    (RESUMED, "那衡阳呢？", "衡阳有多少家企业复工？"),
    (RESUMED, "那么，长沙呢？", "长沙有多少家企业复工？"),
    (RESUMED, "郴州呢", "郴州有多少家企业复工？"),
    (RESUMED, "还有娄底呢?!", "娄底有多少家企业复工？"),
    (RESUMED, "  那岳阳又如何？ ", "岳阳有多少家企业复工？"),
    (RESUMED, "再说永州怎么样？", "永州有多少家企业复工？"),
    ("邵阳市有多少家企业复工？", "至于永州市呢？", "永州市有多少家企业复工？"),
    ("邵陽有多少家企業復工？", "那衡陽呢？", "衡陽有多少家企業復工？"),
    ("企业复工了多少家，在邵阳？", "那衡阳呢？", "企业复工了多少家，在衡阳？"),
    ("王小明捐了多少钱？", "那李建国呢？", "李建国捐了多少钱？"),
    ("邵阳的王小明捐了多少钱？", "那李建国呢？", "邵阳的李建国捐了多少钱？"),
    ("中心医院有多少张床位？", "那人民医院呢？", "人民医院有多少张床位？"),
    ("市长是谁？", "那副市长呢？", "副市长是谁？"),
    ("副市长是谁？", "那副市长呢？", "副市长是谁？"),
    ("去年的用电量是多少？", "那工业用电量呢？", "去年的工业用电量是多少？"),
    ("拉萨有多少家牧场？", "那曲呢？", "那曲有多少家牧场？"),
    ("拉萨有多少家牧场？", "那那曲呢？", "那曲有多少家牧场？"),
    ("南宁有多少家糖厂？", "那坡县呢？", "那坡县有多少家糖厂？"),
    (REOPENED, "and in Hengyang?", "How many enterprises resumed work in Hengyang?"),
    (REOPENED, "And Hengyang?", "How many enterprises resumed work in Hengyang?"),
    (REOPENED, "what about Chenzhou?", "How many enterprises resumed work in Chenzhou?"),
    (REOPENED, "What about chenzhou", "How many enterprises resumed work in chenzhou?"),
    (REOPENED, "How about Yueyang and Yiyang?", "How many enterprises resumed work in Yueyang and Yiyang?"),
    ("Shaoyang has how many factories?", "and Hengyang?", "Hengyang has how many factories?"),
    ("In Shaoyang, how many firms reopened?", "and Hengyang?", "In Hengyang, how many firms reopened?"),
    ("In Shaoyang, how many firms reopened?", "and in Hengyang?", "in Hengyang, how many firms reopened?"),
    ("How many came to Yuelu on Monday?", "and on Tuesday?", "How many came to Yuelu on Tuesday?"),
    ("How many came to Yuelu on Monday?", "what about Friday?", "How many came to Yuelu on Friday?"),
    ("How many people met in Changsha in March?", "and in Hengyang?", "How many people met in Hengyang in March?"),
    ("How many people met in Changsha in March?", "and in april?", "How many people met in Changsha in april?"),
    ("What did the court decide for Wang Wei?", "and for Li Ming?", "What did the court decide for Li Ming?"),
    ("Did Shaoyang honour Wang Wei?", "what about Li Ming?", "Did Shaoyang honour Li Ming?"),
    ("How many firms in Shaoyang did Wang Wei see?", "and Hengyang?", "How many firms in Hengyang did Wang Wei see?"),
]

# New for the earlier question, but in the place of nothing that it names: added to it.
ADDED = [
    ("大桥什么时候通车？", "那雨天呢？", "雨天"),
    ("今年有多少家企业复工？", "那去年呢？", "去年"),
    (RESUMED, "那李建国呢？", "李建国"),
    (REOPENED, "那衡阳呢？", "衡阳"),
    (REOPENED, "and the workers?", "the workers"),
    (REOPENED, "what about workers?", "workers"),
    (REOPENED, "and in March?", "in March"),
    (REOPENED, "and in 2021?", "in 2021"),
    (REOPENED, "and by women?", "by women"),
    ("how many enterprises resumed work?", "and in Hengyang?", "in Hengyang"),
    (RESUMED, "and Hengyang?", "Hengyang"),
]

# Pointing back, or naming too little: searched for together with the earlier question.
LEANING = [
    (RESUMED, "那返岗多少人"),
    (RESUMED, "那里有多少人返岗？"),
    (RESUMED, "其中有多少家是工业企业？"),
    (RESUMED, "什么时候开始的？"),
    (RESUMED, "为什么？"),
    (RESUMED, "呢？"),
    ("王小明捐了多少钱？", "他今年多大年纪？"),
    ("周秀英和李春兰采了多少茶？", "她们每天能挣多少工钱？"),
    ("哪家公司建了这座大桥？", "该公司在衡阳有多少名员工参加了今年的抢修？"),
    ("青石大桥全长多少米？", "它花了多少钱？"),
    ("县里发了补贴吗？", "一共多少钱？"),
    ("县里发了补贴吗？", "总共有多少家邵阳的企业和农户领到了钱？"),
    (REOPENED, "how many workers came back?"),
    (REOPENED, "And how many workers came back?"),
    (REOPENED, "and when did work begin in the Hengyang factories?"),
    (REOPENED, "Who counted them in Changsha?"),
    ("Who built the Qingshi bridge?", "How much did it cost in Shaoyang?"),
    ("Who built the Qingshi bridge?", "Why?"),
    ("What did the mayor of Hengyang say?", "When did he visit the factories in Chenzhou last week?"),
]

SELF_CONTAINED = [
    "长沙地铁六号线全长多少公里？",
    "衡阳的招聘会在哪里举行？",
    "刘德海是谁？",
    "那曲市有多少家合作社？",
    "今年春天全县新栽油茶树苗一共多少株？",
    "Who is the mayor of Changsha?",
    "At Yuelu, how many came?",
    "how long is the new railway bridge across the river",
    "Changsha has how many factories?",
]


@pytest.mark.parametrize(("earlier", "question", "full"), SWAPS)
def test_what_is_new_takes_the_place_of_its_like(earlier, question, full):
    understood = understand(question, [earlier])
    assert understood.text == full
    assert understood.focus in question
    assert understood.focus in full


@pytest.mark.parametrize(("earlier", "question", "new"), ADDED)
def test_what_has_no_like_in_the_earlier_question_is_added(earlier, question, new):
    assert understand(question, [earlier]) == Understood(f"{earlier} {new}", new)


@pytest.mark.parametrize(("earlier", "question"), LEANING)
def test_a_question_that_leans_on_the_earlier_one_follows_it_whole(earlier, question):
    assert understand(question, [earlier]) == Understood(f"{earlier} {question}", question)


@pytest.mark.parametrize("question", SELF_CONTAINED)
@pytest.mark.parametrize("earlier", [RESUMED, REOPENED])
def test_a_question_that_stands_alone_inherits_nothing(earlier, question):
    assert understand(question, [earlier]) == Understood(question, question)


@pytest.mark.parametrize("question", ["那衡阳呢？", "and in Hengyang?", "为什么？", "它多长？", "", "？"])
@pytest.mark.parametrize("history", [[], [""], ["  ", "\u3000\n"]])
def test_without_an_earlier_question_every_question_stands_as_it_is(question, history):
    assert understand(question, history) == Understood(question, question)


# Each turn of a conversation with the question in full.
CHAINS = [
    [(RESUMED, RESUMED), ("那衡阳呢？", "衡阳有多少家企业复工？"), ("郴州呢？", "郴州有多少家企业复工？")],
    [
        (RESUMED, RESUMED),
        ("那衡阳呢？", "衡阳有多少家企业复工？"),
        ("那返岗多少人？", "衡阳有多少家企业复工？ 那返岗多少人？"),
        ("那永州呢？", "永州有多少家企业复工？ 那返岗多少人？"),
    ],
    [
        (RESUMED, RESUMED),
        ("长沙地铁六号线全长多少公里？", "长沙地铁六号线全长多少公里？"),
        ("它花了多少钱？", "长沙地铁六号线全长多少公里？ 它花了多少钱？"),
    ],
    [
        (REOPENED, REOPENED),
        ("and in Hengyang?", "How many enterprises resumed work in Hengyang?"),
        ("   ", None),
        ("what about Chenzhou?", "How many enterprises resumed work in Chenzhou?"),
    ],
    [
        ("Who built the Qingshi bridge?", "Who built the Qingshi bridge?"),
        ("When did it open?", "Who built the Qingshi bridge? When did it open?"),
        ("and the Shigu bridge?", "Who built the Qingshi bridge? When did it open? the Shigu bridge"),
    ],
]


@pytest.mark.parametrize("chain", CHAINS)
def test_a_conversation_is_inherited_turn_by_turn(chain):
    asked = [question for question, _ in chain]
    for turn, (question, full) in enumerate(chain):
        if full is not None:
            assert understand(question, asked[:turn]).text == full


def test_what_lies_further_back_than_is_looked_at_is_forgotten():
    towns = ["长沙", "衡阳", "郴州", "永州", "娄底", "岳阳", "湘潭"][:LOOK_BACK]
    turns = [f"那{town}呢？" for town in towns]
    assert understand("那益阳呢？", [RESUMED, *turns[1:]]).text == "益阳有多少家企业复工？"
    forgotten = understand("那益阳呢？", [RESUMED, *turns])
    assert forgotten == understand("那益阳呢？", turns)
    assert "复工" not in forgotten.text


# What a follow-up is made of, so that many of them are found.
parts = st.lists(
    st.sampled_from(
        [
            "那",
            "衡阳",
            "邵阳",
            "呢",
            "？",
            "多少",
            "企业",
            " ",
            "and ",
            "in ",
            "What about ",
            "Hengyang",
            "it",
            "王小明",
            "市长",
        ]
    ),
    max_size=6,
).map("".join)
anything = st.text(max_size=40) | parts


@given(anything, st.lists(anything, max_size=9))
def test_any_text_is_understood_and_nothing_new_is_lost(question, history):
    understood = understand(question, history)
    assert understood.focus in question
    assert understood.focus in understood.text
    assert understood == understand(question, history)
    assert understand(question, [*history, " "]) == understand(question, [*history][-LOOK_BACK + 1 :])
