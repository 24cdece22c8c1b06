import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.kept_vectors import Journal, ThriftyEncoder, load_known, save_text_ids, text_id

WIDTH = 64
TEXTS = st.lists(st.text(max_size=8))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "vectors"


def journal(path, fingerprint="model 1"):
    return Journal(path, fingerprint, WIDTH)


def rows_of(encoder, texts):
    return encoder.encode_passages(texts)


def filled(path, encoder, texts):
    """A journal that holds the vectors of texts, as a run that ended there leaves it."""
    kept = journal(path)
    kept.read()
    kept.append([text_id(text) for text in texts], rows_of(encoder, texts))
    return kept


def held(path, encoder, texts, **options):
    """Whether the journal at `path` holds exactly the vectors of texts."""
    found = journal(path, **options).read()
    rows = rows_of(encoder, texts)
    return list(found) == [text_id(t) for t in texts] and all(map(np.array_equal, found.values(), rows))


def test_what_was_appended_is_read(path, fake_encoder):
    filled(path, fake_encoder, ["甲", "乙"]).append([text_id("丙")], rows_of(fake_encoder, ["丙"]))
    assert held(path, fake_encoder, ["甲", "乙", "丙"])


def test_there_need_be_no_file(path, fake_encoder):
    assert held(path, fake_encoder, [])


def test_another_model_s_vectors_are_thrown_away(path, fake_encoder):
    filled(path, fake_encoder, ["甲"])
    assert held(path, fake_encoder, [], fingerprint="model 2")
    assert held(path, fake_encoder, [])


def test_a_file_cut_anywhere_holds_what_was_whole_and_can_be_added_to(path, fake_encoder):
    filled(path, fake_encoder, ["甲", "乙"])
    whole = path.read_bytes()
    record = 16 + 4 * WIDTH + 4
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        texts = ["甲"] if length >= len(whole) - record else []
        assert held(path, fake_encoder, texts), length
        journal(path).append([text_id("丙")], rows_of(fake_encoder, ["丙"]))
        assert held(path, fake_encoder, [*texts, "丙"]), length


def test_one_flipped_bit_is_noticed(path, fake_encoder):
    filled(path, fake_encoder, ["甲", "乙"])
    whole = path.read_bytes()
    record = 16 + 4 * WIDTH + 4
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        assert held(path, fake_encoder, ["甲"] if at >= len(whole) - record else []), at


def test_ids_lead_to_the_rows_of_a_saved_index(tmp_path, fake_encoder):
    texts = ["甲", "乙", "甲"]
    save_text_ids(tmp_path / "ids.npy", texts)
    np.save(tmp_path / "rows.npy", rows_of(fake_encoder, texts))
    known = load_known(tmp_path / "ids.npy", tmp_path / "rows.npy")
    assert set(known) == {text_id("甲"), text_id("乙")}
    assert np.array_equal(known[text_id("乙")], rows_of(fake_encoder, ["乙"])[0])


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=TEXTS, interrupted=TEXTS, now=TEXTS)
def test_no_text_is_encoded_twice_and_the_rows_are_the_same(path, fake_encoder, before, interrupted, now):
    path.unlink(missing_ok=True)
    encoder = fake_encoder
    known = dict(zip(map(text_id, before), rows_of(encoder, before), strict=True))
    ThriftyEncoder(encoder, {}, path).encode_passages(interrupted)
    encoder.passages_encoded = 0
    rows = ThriftyEncoder(encoder, known, path).encode_passages(now)
    assert encoder.passages_encoded == len(set(now) - set(before) - set(interrupted))
    assert np.array_equal(rows, rows_of(encoder, now))


class CutShortError(Exception):
    pass


def test_a_run_cut_short_goes_on_where_it_stopped(path, fake_encoder, monkeypatch):
    texts = [f"{'文' * (n // 50)}{n}" for n in range(1000)]
    whole = rows_of(fake_encoder, texts)
    real, calls = fake_encoder.encode_passages, []

    def third_time_fails(block):
        calls.append(len(block))
        if len(calls) == 3:
            raise CutShortError
        return real(block)

    monkeypatch.setattr(fake_encoder, "encode_passages", third_time_fails)
    with pytest.raises(CutShortError):
        ThriftyEncoder(fake_encoder, {}, path).encode_passages(texts)
    assert np.array_equal(ThriftyEncoder(fake_encoder, {}, path).encode_passages(texts), whole)
    assert sum(calls) == 1000 + calls[2]


def test_a_bar_shows_what_is_left_to_do(path, fake_encoder, capfd):
    ThriftyEncoder(fake_encoder, {}, path).encode_passages(["甲"])
    thrifty = ThriftyEncoder(fake_encoder, {}, path)
    thrifty.encode_passages(["甲"], progress=True)
    assert capfd.readouterr() == ("", "")
    thrifty.encode_passages(["甲", "乙"], progress=True)
    assert "1/1" in capfd.readouterr().err


def test_the_rest_is_the_encoder_s_own(path, fake_encoder):
    thrifty = ThriftyEncoder(fake_encoder, {}, path)
    assert (thrifty.fingerprint, thrifty.dimension) == (fake_encoder.fingerprint, fake_encoder.dimension)
    assert np.array_equal(thrifty.encode_query("甲"), fake_encoder.encode_query("甲"))
    assert thrifty.encode_passages([]).shape == (0, WIDTH)
    assert thrifty.for_many() is thrifty


def test_a_file_that_cannot_be_written_is_an_os_error(path, fake_encoder):
    path.mkdir()
    with pytest.raises(IsADirectoryError):
        filled(path, fake_encoder, ["甲"])
