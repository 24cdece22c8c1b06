"""A folder as people have it, through the real model: indexed, asked, cited, verified."""

import hashlib
import json
import shutil
from dataclasses import replace

import pytest

from qa import Settings, open_archive
from qa.answers.contract import answer_to_dict
from qa.answers.verification import broken_citations

PAGES = [
    ["青石大桥通车", "■本报记者 王 五", "本报讯 5月1日,青石大桥正式通车,大桥全长1260米。"],
    ["云雾茶园春茶上市", "■本报记者 李 四", "本报讯 4月20日,云雾茶园今年已经卖出春茶12吨。"],
]
WEB = "".join(f"<p>　　临湖水库第{n}次放水,水位下降{n}厘米,下游农田得到灌溉,农民忙着插秧。</p>" for n in range(3, 9))
WEB += "<p>水库总库容为5.7亿立方米。</p>"
BIG5 = (
    "---\n標題: 圖書館開放\n報紙: 江南日報\n日期: 2021-09-01\n版次: 第7版\n---\n"
    "昨日,東山圖書館正式開放,藏書共有45萬冊。\n"
)
ROWS = '标题,正文,日期,来源\n体育馆改造完成,"城南体育馆的改造昨日完成,共有座位3800个。",2022-03-04,城南晚报\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory, make_pdf, make_docx):
    inside = tmp_path_factory.mktemp("own") / "papers"
    (inside / "2023").mkdir(parents=True)
    (inside / "2023" / "page.pdf").write_bytes(make_pdf(PAGES))
    (inside / "2023" / "page.yaml").write_text("报纸: 江南晚报\n日期: 2023-05-02\n", encoding="utf-8")
    (inside / "school.docx").write_bytes(make_docx("#镕基小学开学", "昨日,镕基小学开学,共有新生126人。"))
    (inside / "web.html").write_text(f"<html><h1>水库放水</h1>{WEB}</html>", encoding="gb18030")
    (inside / "library.md").write_bytes(BIG5.encode("big5"))
    (inside / "rows.csv").write_text(ROWS, encoding="utf-16")
    (inside / "rows.jsonl").write_text(
        '{"title": "机场扩建", "text": "本报讯 白沙机场将建第2条跑道。"}\nx\n', encoding="utf-8"
    )
    (inside / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (inside / "cut.pdf").write_bytes(make_pdf(PAGES)[:700])
    (inside / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    return inside


@pytest.fixture(scope="module")
def indexed(folder, tmp_path_factory, with_models):
    """The archive of the folder, with a cache that is its own but for the model."""
    return open_archive(settings=Settings(corpus=folder, cache=with_models(tmp_path_factory.mktemp("cache"))))


@pytest.fixture
def settings(folder, indexed, tmp_path):
    """Settings with a copy of that cache, which a test may change."""
    cache = shutil.copytree(indexed.index_folder.parents[1], tmp_path / "cache", symlinks=True)
    return Settings(corpus=folder, cache=cache)


QUESTIONS = {
    "青石大桥全长多少米？": ("1260米", "2023/page.pdf", 1),
    "云雾茶园卖出了多少吨春茶？": ("12吨", "2023/page.pdf", 2),
    "镕基小学有多少新生？": ("126人", "school.docx", None),
    "临湖水库的总库容是多少？": ("5.7亿立方米", "web.html", None),
    "东山图书馆藏书多少册？": ("45萬冊", "library.md", None),
    "城南体育馆有多少座位？": ("3800个", "rows.csv", None),
    "白沙机场要建第几条跑道？": ("第2条", "rows.jsonl", None),
}


def test_every_format_answers_and_every_citation_can_be_checked_from_what_is_on_disk(indexed, folder):
    found = {}
    for question in QUESTIONS:
        answer = indexed.ask(question)
        cited = answer_to_dict(answer)["citations"][0]
        found[question] = (answer.answer, cited["article"]["file"], cited.get("page"))
        assert broken_citations(answer) == []
        text = text_of(indexed, folder, cited["article"], answer.citations[0].article.file.encoding)
        assert text[cited["answer_start"] : cited["answer_end"]] == answer.answer
        assert "".join(text[cited["start"] : cited["end"]].split()) == "".join(cited["quote"].split())
    assert found == QUESTIONS
    assert indexed.verify() == []


def text_of(archive, folder, article, encoding):
    """The text of a cited article's file as a stranger would get it: by the hashes in the JSON."""
    raw = (folder / article["file"]).read_bytes()
    assert hashlib.sha256(raw).hexdigest() == article["sha256"]
    if "text_sha256" not in article:
        return raw.decode(encoding)
    [path] = (archive.index_folder.parents[1] / "texts").glob(f"{article['sha256']}.*.txt")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == article["text_sha256"]
    return path.read_bytes().decode("utf-8")


def test_what_is_declared_reaches_the_citation(indexed):
    described = {a.id: (a.title, a.source, a.printed_date, a.edition, a.byline) for a in indexed.articles}
    assert described == {
        "2023/page.pdf#1": ("青石大桥通车", "江南晚报", "2023-05-02", "", "王五"),
        "2023/page.pdf#2": ("云雾茶园春茶上市", "江南晚报", "2023-05-02", "", "李四"),
        "library.md#1": ("圖書館開放", "江南日報", "2021-09-01", "第7版", ""),
        "rows.csv#1": ("体育馆改造完成", "城南晚报", "2022-03-04", "", ""),
        "rows.jsonl#1": ("机场扩建", "", "", "", ""),
        "school.docx#1": ("镕基小学开学", "", "", "", ""),
        "web.html#1": ("水库放水", "", "", "", ""),
    }


def test_verify_names_a_text_or_a_sidecar_that_changed_and_the_next_start_mends_the_text(settings, folder):
    settings = replace(settings, reader="none")
    archive = open_archive(settings=settings)
    [path] = (settings.cache / "texts").glob("*.docx1.txt")
    whole = path.read_bytes()
    path.write_bytes(whole.replace("126人".encode(), "127人".encode()))
    sidecar = folder / "2023" / "page.yaml"
    declared = sidecar.read_bytes()
    sidecar.write_bytes(declared.replace(b"2023", b"2024"))
    try:
        assert archive.verify() == [
            "2023/page.yaml: has changed since it was indexed",
            "school.docx: the text that was extracted from it is gone or has changed; index the folder again",
        ]
    finally:
        sidecar.write_bytes(declared)
    assert open_archive(settings=settings).verify() == []
    assert path.read_bytes() == whole


def test_the_summary_tells_formats_encodings_and_what_was_not_read(settings, folder, run_cli, monkeypatch):
    monkeypatch.setenv("YUANJU_CACHE", str(settings.cache))
    code, out, _ = run_cli("index", folder)
    assert (code, out.splitlines()[1:]) == (
        0,
        [
            "pdf: 1 files, 2 articles",
            "csv in utf-16: 1 files, 1 articles",
            "docx: 1 files, 1 articles",
            "html in gb18030: 1 files, 1 articles",
            "jsonl in utf-8: 1 files, 1 articles",
            "markdown in big5: 1 files, 1 articles",
            "skipped cut.pdf: cut.pdf cannot be read: it is damaged, or no PDF file (Stream has ended unexpectedly)",
            "skipped old.doc: old.doc is not read: .doc files are not read; save it as DOCX",
            "read in part rows.jsonl: line 2 is not JSON",
            "left aside, as no articles: 1 .jpg",
        ],
    )
    summary = json.loads(run_cli("index", folder, "--json")[1])
    assert (summary["files"], summary["articles"], len(summary["formats"])) == (6, 7, 6)
    assert summary["remarks"] == [{"file": "rows.jsonl", "remark": "line 2 is not JSON"}]
    assert summary["others"] == {".jpg": 1}


def test_a_cache_that_was_emptied_gives_the_same_archive(settings, indexed):
    texts = {path.name: path.read_bytes() for path in (settings.cache / "texts").iterdir()}
    for path in (settings.cache / "texts").iterdir():
        path.unlink()
    again = open_archive(settings=replace(settings, reader="none"))
    assert again.articles == indexed.articles
    assert {path.name: path.read_bytes() for path in (settings.cache / "texts").iterdir()} == texts
