"""Newspaper pages made from articles that are known, broken as columns and pictures break them: what comes back?"""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from qa.articles.article import Kind

SUBJECTS = [
    "市发改委",
    "高新区税务局",
    "邵阳市",
    "该公司",
    "衡南县福利中心",
    "泰豪通信",
    "记者",
    "市领导王五",
    "祥光社区",
]
ACTIONS = [
    "组织选派1859名联络员进驻企业",
    "积极协调重点能源单位全力保供",
    "仔细询问企业生产情况",
    "完成投资5.31亿元",
    "认真听取了“三员”制工作汇报",
    "办理通行证146张",
    "扎实推进复工复产和疫情防控工作",
]
HEADLINES = [
    "加强银企对接 深化产融合作",
    "全市经济社会发展按下“快进键”",
    "外地返衡复工 需办理哪些手续?",
    "高新区税务局: 把优惠政策 精准装入企业“口袋”",
    "五位衡阳人入选“湖南好人榜”",
    "在建水利工程质量和进度如何？",
]
KICKERS = ["", "朱健主持召开座谈会时强调", "邓群策深入衡南县等地调研,强调——"]
DECKS = ["", "市“12345”热线开展“政策解读”活动", "——邵阳市全力以赴发展经济"]
NAMES = ["陈 润", "左百村", "罗文鹏", "王 翟", "谢小青", "艾力·买买提"]
CAPTIONS = ["志愿者给复工门店发放宣传单 ■陆静 摄", "工人在加紧施工（李四 摄）"]
PICTURE_STORY = "3月10日,天气晴好,来雁塔公园绿化景观工程正在加紧施工,园林工人忙碌着铺植草皮,预计5月底前全部完工。"
# A first piece that is shorter may be taken for a subheading: nobody can tell them apart for certain.
SHORTEST_FIRST_PIECE = 40


@dataclass(frozen=True)
class Story:
    headline: str
    kicker: str
    deck: str
    names: tuple[str, ...]
    dateline: bool
    paragraphs: tuple[str, ...]

    @property
    def byline(self) -> str:
        return " ".join("".join(name.split()) for name in self.names)


@st.composite
def paragraphs(draw) -> str:
    clauses = draw(st.lists(st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(ACTIONS)), min_size=2, max_size=8))
    ends = [draw(st.sampled_from([",", "。"])) for _ in clauses[1:]] + ["。"]
    return "".join(subject + action + end for (subject, action), end in zip(clauses, ends, strict=True))


@st.composite
def stories(draw) -> Story:
    texts = draw(st.lists(paragraphs(), min_size=2, max_size=5, unique=True))
    return Story(
        draw(st.sampled_from(HEADLINES)),
        draw(st.sampled_from(KICKERS)),
        draw(st.sampled_from(DECKS)),
        tuple(draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True))),
        draw(st.booleans()),
        tuple(texts),
    )


def printed(draw, story: Story) -> list[str]:
    """The story's blocks as a page prints them, the paragraphs broken at columns."""
    first = "本报讯 " + story.paragraphs[0] if story.dateline else story.paragraphs[0]
    blocks = [story.kicker, story.headline, story.deck, "■本报记者 " + " 通讯员 ".join(story.names)]
    for text in (first, *story.paragraphs[1:]):
        blocks += draw(columns(text))
    return [block for block in blocks if block]


@st.composite
def columns(draw, text: str) -> list[str]:
    """A paragraph in up to three pieces, cut inside its sentences and outside its numbers."""
    places = [
        at
        for at in range(SHORTEST_FIRST_PIECE, len(text) - 1)
        if text[at - 1] not in "。,、" and not (text[at - 1].isascii() and text[at].isascii())
    ]
    cuts = sorted(draw(st.lists(st.sampled_from(places), max_size=2, unique=True))) if places else []
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@st.composite
def pages(draw) -> tuple[str, list[Story], str]:
    """A page, its stories in order, and the caption that interrupts the last one ("" if none)."""
    chosen = draw(st.lists(stories(), min_size=1, max_size=4))
    blocks = [block for story in chosen for block in printed(draw, story)]
    caption = draw(st.sampled_from(["", *CAPTIONS]))
    if caption:
        blocks.insert(len(blocks) - 1, "\n\n" + caption)
    if draw(st.booleans()):
        blocks += ["\n\n" + PICTURE_STORY, "■本报记者 向吟吟 摄"]
    end = draw(st.sampled_from(["\n\n", "\r\n\r\n"]))
    return end.join(blocks) + end, chosen, caption


@given(pages())
def test_a_page_gives_back_its_stories(parse, texts_of, page):
    text, chosen, caption = page
    articles = list(parse(text).articles)
    if PICTURE_STORY in text:
        picture = articles.pop()
        assert (picture.title, picture.byline, texts_of(picture, Kind.BODY)) == ("", "向吟吟 摄", [PICTURE_STORY])
    assert [article.title for article in articles] == [story.headline for story in chosen]
    assert [article.kicker for article in articles] == [" ".join(filter(None, [s.kicker, s.deck])) for s in chosen]
    assert [article.byline for article in articles] == [story.byline for story in chosen]
    assert [texts_of(article, Kind.SUBHEADING) for article in articles] == [[]] * len(chosen)
    for article, story in zip(articles, chosen, strict=True):
        first = "本报讯 " + story.paragraphs[0] if story.dateline else story.paragraphs[0]
        assert texts_of(article, Kind.BODY) == [first, *story.paragraphs[1:]]
    captions = [text for article in articles for text in texts_of(article, Kind.CAPTION)]
    assert captions == ([caption] if caption else [])
