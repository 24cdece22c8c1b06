"""What browsers may keep of the page, asked of a real server."""

import re
import urllib.error
import urllib.request

import pytest

FOR_GOOD = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def answered(url):
    """Status, `Cache-Control` and content of what the server answers to a path."""

    def get(path: str) -> tuple[int, str | None, bytes]:
        try:
            with urllib.request.urlopen(url + path, timeout=30) as answer:
                return answer.status, answer.headers["cache-control"], answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers["cache-control"], b""

    return get


def test_every_file_whose_name_tells_its_content_is_kept_for_good(answered):
    status, kept, page = answered("")
    named = sorted(set(re.findall(rb"assets/[\w.-]+\.(?:js|css)", page)))
    assert (status, kept, len(named) > 1) == (200, None, True)
    assert {answered(name.decode())[:2] for name in named} == {(200, FOR_GOOD)}


@pytest.mark.parametrize("path", ["config", "theme.css", "static/js/iframeResizer.contentWindow.min.js"])
def test_what_may_change_under_its_name_is_not(answered, path):
    assert answered(path)[:2] == (200, None)


def test_an_error_is_not(answered):
    status, kept, _ = answered("assets/index-AAAAAAAA.js")
    assert (status >= 400, kept) == (True, None)
