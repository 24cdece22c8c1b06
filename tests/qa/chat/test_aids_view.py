"""Reader's aids beside a quote."""

from qa.chat.aids_view import render_aids
from qa.chat.wording import EN, ZH


def shown(parse, citation, wording):
    html = parse(render_aids(citation, wording))
    return list(zip(html.texts("dt"), html.texts("dd"), strict=True))


def test_an_english_reader_gets_digits_names_and_terms_labelled_as_no_translation(archive, parse):
    (citation, *_) = archive.ask("邵阳有多少家企业复工？").citations
    found = dict(shown(parse, citation, EN))
    assert found["邵阳市"] == "Shaoyang"
    assert "复工复产" in found
    assert set("".join(found)) <= set(citation.quote)
    assert parse(render_aids(citation, EN)).texts("p", "label") == [EN.aids]


def test_a_chinese_reader_gets_dates_only(archive, parse):
    (citation, *_) = archive.ask("邵阳有多少家企业复工？").citations
    assert shown(parse, citation, ZH) == []
    assert render_aids(citation, ZH) == ""
