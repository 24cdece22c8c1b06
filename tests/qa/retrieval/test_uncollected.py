"""Python's collector is off meanwhile, and then as it was."""

import gc

import pytest

from qa.retrieval.uncollected import uncollected


def test_it_is_off_inside_and_on_again_behind_an_error_too():
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="wrong"), uncollected():
        raise ValueError("wrong")
    assert gc.isenabled()


def test_whoever_has_switched_it_off_finds_it_so():
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
