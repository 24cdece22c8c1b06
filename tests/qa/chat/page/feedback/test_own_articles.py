"""What is said of an answer from a reader's own articles: the page does not ask, and whoever says it is not heard."""

from dataclasses import replace

import gradio as gr
import pytest

from qa.chat.feedback import FeedbackFile
from qa.chat.page.feedback_handlers import FeedbackHandlers
from qa.chat.tab import Tab
from qa.chat.uploads.shelf import Shelf


@pytest.mark.parametrize("own", [True, False])
def test_a_verdict_that_is_sent_all_the_same_goes_to_no_file(archive, tmp_path, own):
    tab, kept = Tab(), tmp_path / "feedback.jsonl"
    tab.shelf = Shelf(tmp_path) if own else None
    turn = tab.ask("邵阳？")
    tab.settle(turn, replace(turn, outcome=archive.ask("邵阳？")))
    event = gr.EventData(None, {"turn": "1", "verdict": "wrong", "remark": "私"})
    receipt = FeedbackHandlers(FeedbackFile(kept)).verdict(event, tab)
    assert (receipt == gr.skip(), kept.exists()) == (own, not own)
