"""What the page says in English of the articles that a reader adds."""

from __future__ import annotations

from qa.chat.phrases import Notice, UploadWords

UPLOADS = UploadWords(
    add="Add your own articles",
    heading="Your own articles",
    close="Close",
    promise="The files are kept on the machine that runs this site, and this page alone can ask them. They are deleted "
    "when you remove them, within {minutes} minutes of closing or reloading the page, and after {hours} hours unused.",
    choose="Choose files",
    drop="or drop them here",
    limits="TXT, Markdown, HTML, PDF with text, DOCX, JSONL and CSV: at most {files} files of {size} MB each, "
    "{together} MB and {articles} articles in all.",
    progress="How far it has got",
    sending="Sending…",
    waiting="Waiting in line, at place {done}…",
    reading="Reading files: {done} / {total}",
    indexing="Indexing: {done} / {total}",
    stop="Stop adding",
    stopped="Stopped; the files of this time were not added.",
    added="Added",
    articles="articles: {count}",
    left_out="Not added",
    remove="Remove them and ask the original articles",
    in_use="Asking your own articles only: {articles}, from files: {files}",
    look="View or add",
    lost="Your own articles were removed when the page was loaded again; add them again to ask them. "
    "You are asking the original articles now.",
    understood="OK",
    asked_of_own="asked of your own articles",
    removed=Notice(
        "These articles have been removed",
        "They are no longer on the server, and nothing was looked up. Add them again to ask again.",
    ),
    broken="Nothing was added: something failed on the server. Try again in a while; its log has the details.",
    refused={
        "nothing": "No file arrived; choose again.",
        "malformed": "The files did not arrive whole; choose again.",
        "too_many_files": "These are {count} files, at most {most} are taken; none of this time was added.",
        "file_too_large": "“{name}” has {size} MB, a file may have {most} MB; none of this time was added.",
        "too_large": "Together they have {size} MB, at most {most} MB are taken; none of this time was added.",
        "too_many_articles": "They hold {count} articles, at most {most} are taken; none of this time was added.",
        "too_much_text": "They hold too much text, at most {most} characters are taken; none of this time was added.",
        "busy": "The files before these are still being added; wait a moment.",
        "full": "Too many readers have added articles just now; come back in a while.",
    },
    unread={
        "empty": "it is empty",
        "not_text": "it is no text, or in an encoding that is not known; save it as UTF-8 text",
        "encoding": "its encoding is not known; save it as UTF-8 text",
        "misnamed": "it is not what its ending says; name it {ending}",
        "save_as": "this format is not read; save it as {format}",
        "old_office": "it is an old document, or an encrypted one; save it as DOCX",
        "encrypted": "it is encrypted; save it without a password",
        "no_text": "it holds no text, perhaps a scan; turn it into text first (OCR)",
        "no_main_text": "no main text is found on the page; save the article as text",
        "no_column": "no column holds the text; name one “text” or “content”",
        "no_article": "it holds no article",
        "too_much": "it is too large or too intricate to be read; split it",
        "damaged": "it is damaged, or of another format",
        "not_read": "this format is not read",
        "unsent": "the browser cannot read it; it may be a folder",
        "page": "no text on page {pages}: empty, or a scan",
        "line": "line {line} is left out",
        "more_lines": "{count} more lines are left out",
        "above": "the front matter above its text is malformed and not used",
        "other": "it cannot be read ({reason})",
    },
)
