import numpy as np
import pytest

from embeddings.patient_encoder import PatientEncoder

TEXTS = [f"第{number}句" for number in range(40)]


def test_rows_are_those_of_the_other_encoder_and_it_tells_how_far_it_is(fake_encoder):
    events = []
    patient = PatientEncoder(fake_encoder, lambda: events.append("between"), events.append)
    rows = patient.encode_passages(TEXTS)
    assert np.array_equal(rows, fake_encoder.encode_passages(TEXTS))
    assert events == ["between", 16, "between", 32, "between", 40]
    patient.encode_passages(TEXTS[:1])
    assert events[6:] == ["between", 41]
    assert np.array_equal(patient.encode_query("问"), fake_encoder.encode_query("问"))
    assert (patient.fingerprint, patient.dimension) == (fake_encoder.fingerprint, fake_encoder.dimension)
    assert patient.for_many() is patient


def test_no_text_is_no_rows(fake_encoder):
    assert PatientEncoder(fake_encoder, lambda: None, lambda done: None).encode_passages([]).shape == (0, 64)


def test_what_is_raised_between_ends_the_encoding(fake_encoder):
    def told(done):
        raise InterruptedError(done)

    with pytest.raises(InterruptedError, match="16"):
        PatientEncoder(fake_encoder, lambda: None, told).encode_passages(TEXTS)
    assert fake_encoder.passages_encoded == 16
