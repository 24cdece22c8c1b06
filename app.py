"""The web chat: `python app.py`. Settings come from the environment, host and port from Gradio's own variables."""

from qa import QAError, open_archive
from qa.chat.keeping_up import keep_up
from qa.chat.page import build_chat
from qa.examples import examples_for
from qa.settings import Settings

try:
    SETTINGS = Settings.from_env()
except QAError as error:
    raise SystemExit(f"yuanju: {error}") from error

demo = build_chat(
    lambda: open_archive(settings=SETTINGS),
    examples=examples_for(SETTINGS),
    feedback=SETTINGS.feedback,
    uploads=SETTINGS.uploads,
)

if __name__ == "__main__":
    keep_up(demo.loading)
    demo.launch()
