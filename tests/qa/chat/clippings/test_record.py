from qa.chat.clippings.record import Field, details, record
from qa.chat.wording import EN, WORDINGS, ZH

REFERENCE = "肖洋桂. 全流程贴心服务全方位助企纾困[N/OL]. 新湖南客户端, 2022-11-21. https://news.example/shaoyang"


def test_everything_that_the_page_prints_of_a_clipping(clippings, pins, newspaper):
    (clipping,) = clippings(pins.resumed)
    said = record(clipping, ZH)
    text = newspaper.resumed.file.text
    assert text[int(said[Field.START]) : int(said[Field.END])].startswith("截至11月15日,邵阳市规上工业复工 \n")
    assert {field: said[field] for field in Field if field not in (Field.START, Field.END)} == {
        "question": "邵阳有多少家企业复工？",
        "quote": "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人",
        "answer": "1330家",
        "headline": "全流程贴心服务全方位助企纾困",
        "paper": "新湖南客户端",
        "date": "2022-11-21",
        "byline": "肖洋桂",
        "file": "shaoyang.txt",
        "url": "https://news.example/shaoyang",
        "reference": REFERENCE,
        "note": "",
    }


def test_what_is_not_printed_stays_empty_and_a_year_is_never_added(clippings, pins):
    said = record(clippings(pins.hengyang)[0], ZH)
    assert [said[field] for field in (Field.PAPER, Field.DATE, Field.BYLINE, Field.URL)] == ["", "3月10日", "", ""]


def test_a_pointer_has_a_quote_and_no_answer(clippings, pins):
    said = record(clippings(pins.pointer)[0], ZH)
    assert (said[Field.QUESTION], said[Field.ANSWER]) == ("岳阳有多少家企业复工？", "")
    assert said[Field.QUOTE].endswith("返岗109431人")


def test_of_a_lost_clipping_nothing_is_said_but_its_question_and_why(clippings, pins):
    for wording in WORDINGS.values():
        said = record(clippings(pins.changed)[0], wording)
        assert {field: text for field, text in said.items() if text} == {
            "question": "邵阳有多少家企业复工？",
            "note": wording.lost_clippings["changed"],
        }
        assert list(said) == list(Field)


def test_every_field_has_a_name_in_both_languages():
    assert list(ZH.clipping_fields) == list(EN.clipping_fields) == list(Field)


def test_details_are_what_stands_under_a_quote(clippings, pins):
    (clipping,) = clippings(pins.hengyang)
    place = f"{clipping.citation.start}–{clipping.citation.end}"
    assert details(clipping, EN) == [
        ("Answer", "1049户"),
        ("Headline", "全市经济社会发展按下「快进键」"),
        ("Date", "3月10日"),
        ("File", "hengyang.txt"),
        ("Reference GB/T 7714", "全市经济社会发展按下「快进键」[N]. 3月10日."),
        ("Characters", place),
    ]
