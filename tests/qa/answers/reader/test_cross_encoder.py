"""A cross-encoder as reader: a tiny one, made here, against sentence-transformers itself."""

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from qa.answers.reader.cross_encoder import CrossEncoderReader
from qa.answers.reader.inputs import Page
from qa.errors import ModelError

PAGES = [Page("邵阳复工", "企业1330家。"), Page("", "衡阳1049户。"), Page("天气", "明日有雨。")]


def made(folder, labels):
    """A BERT of one layer and random weights over single characters."""
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    characters = sorted({char for page in PAGES for char in page.heading + page.text} | set("多少家企业？"))
    vocabulary = {piece: number for number, piece in enumerate([*marks, *characters])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    pair = [("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=pair
    )
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **names).save_pretrained(folder)
    torch.manual_seed(4)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        num_labels=labels,
        initializer_range=0.5,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return str(folder)


def test_pages_get_the_logits_of_the_library_and_no_runs(tmp_path):
    from sentence_transformers import CrossEncoder

    folder = made(tmp_path, 1)
    reads = CrossEncoderReader(folder).read("多少家企业？", PAGES)
    model = CrossEncoder(folder, device="cpu")
    pairs = [
        ("多少家企业？", "邵阳复工\n企业1330家。"),
        ("多少家企业？", "衡阳1049户。"),
        ("多少家企业？", "天气\n明日有雨。"),
    ]
    expected = model.predict(pairs, activation_fn=torch.nn.Identity())
    np.testing.assert_allclose([read.holds for read in reads], expected, atol=1e-5)
    assert len({round(read.holds, 4) for read in reads}) == 3
    assert all(read.best(0, 5) is None for read in reads)
    assert CrossEncoderReader(folder).read("多少家企业？", []) == []


def test_a_model_that_is_not_there_is_one_clear_error(tmp_path):
    with pytest.raises(ModelError, match=r"reader .*none cannot be loaded"):
        CrossEncoderReader(str(tmp_path / "none")).read("多少？", PAGES)


def test_a_model_of_several_scores_is_refused(tmp_path):
    with pytest.raises(ModelError, match="gives 3 scores"):
        CrossEncoderReader(made(tmp_path, 3)).read("多少？", PAGES)
