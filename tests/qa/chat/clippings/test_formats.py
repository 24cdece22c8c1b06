import subprocess
import sys

from qa.chat.clippings.formats import FORMATS


def test_every_format_has_its_own_name_and_suffix():
    assert [(key, *made[:3]) for key, made in FORMATS.items()] == [
        ("markdown", "Markdown", "md", "text/markdown;charset=utf-8"),
        ("csv", "CSV", "csv", "text/csv;charset=utf-8"),
        ("docx", "DOCX", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ]


def test_the_library_for_documents_is_loaded_with_the_first_document_only():
    code = "import sys, qa.chat.clippings.formats; print('docx' in sys.modules, 'lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"
