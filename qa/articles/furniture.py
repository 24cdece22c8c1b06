"""Furniture of a web page: navigation, share bars and the footer that stand around an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.articles.lines import Line
from qa.articles.punctuation import ends_sentence

# Lines that are furniture wherever they stand: they begin like this and are short.
_CHROME = re.compile(
    r"[•·*【\[(（\s]*(?:分享到|分享至|一键分享|【?字体|字号|打印(?:本页|此页|$)|关闭(?:窗口|本页|$)|收藏本(?:页|站)"
    r"|扫一扫|扫码|返回(?:首页|顶部|列表|上一页)|上一[篇条页]|下一[篇条页]|您(?:现在所在的|当前的?)位置|当前(?:的?位置|所在位置)"
    r"|所在位置|浏览次数|点击(?:数|量|次数)|责任编辑|责编|编辑[:：]|校对[:：]|审核[:：]|正文[:：]?$)"
)
_LONGEST_CHROME = 100
# A breadcrumb or a menu: three or more short entries between bars or arrows, one of them a usual one.
_MENU_ENTRY = re.compile(r"首页|主页|收藏|联系我们|关于我们|声明|地图|Home")
_MENU_MARK = re.compile(r"[|｜>＞»›]+")
_FEWEST_ENTRIES = 3
_LONGEST_ENTRY = 14
# Lines of a footer; the first kind prove that it is one, the second may also end an article's own text.
_FOOTER_PROOF = re.compile(
    r"版权所有|[Cc]opyright|©|All [Rr]ights [Rr]eserved|ICP备|ICP证|公网安备|网站标识码|网站地图|免责声明"
)
_FOOTER_LINE = re.compile(
    r"(?:主办|承办|协办|主管|技术支持|维护|运营)(?:单位)?[:：]|(?:联系|咨询|服务|举报|投诉|值班)?(?:电话|热线|邮箱|传真|地址|邮编)[:：]"
    r"|[Tt]el[:：]|[Ee]-?mail[:：]|关于我们|联系我们|加入收藏|设为首页|友情链接|相关链接|政府网站"
)
_LONGEST_FOOTER_LINE = 200
# Unknown short lines in a row (a counter, a slogan) that a footer may hold.
_MOST_UNKNOWN_LINES = 2
_LONGEST_UNKNOWN_LINE = 30


def is_chrome(text: str) -> bool:
    """Whether a line is navigation or a control of the page, wherever it stands."""
    return len(text) <= _LONGEST_CHROME and bool(_CHROME.match(text) or _is_menu(text))


def footer_start(lines: Sequence[Line]) -> int:
    """Index of the footer's first line, `len(lines)` if there is no footer.

    The footer is the longest run of footer lines and chrome that ends the file, if one of them proves it (a
    copyright, a registration number); a lone telephone number belongs to the article.
    """
    first, unknown = len(lines), 0
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        if _may_stand_in_footer(text):
            first, unknown = index, 0
        elif unknown == _MOST_UNKNOWN_LINES or len(text) > _LONGEST_UNKNOWN_LINE or ends_sentence(text):
            break
        else:
            unknown += 1
    proven = any(_FOOTER_PROOF.search(line.text[:_LONGEST_FOOTER_LINE]) for line in lines[first:])
    return first if proven else len(lines)


def _may_stand_in_footer(text: str) -> bool:
    if len(text) > _LONGEST_FOOTER_LINE:
        return False
    return bool(_FOOTER_PROOF.search(text) or _FOOTER_LINE.match(text) or is_chrome(text))


def _is_menu(text: str) -> bool:
    entries = [entry.strip() for entry in _MENU_MARK.split(text)]
    return (
        len(entries) >= _FEWEST_ENTRIES
        and _MENU_ENTRY.search(text) is not None
        and all(len(entry) <= _LONGEST_ENTRY for entry in entries)
    )
