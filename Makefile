# Two commands: `make chat` opens the chat on the articles that ship, `make test` checks everything.
# Both set up what they need in .venv, once, and need nothing but make and Python 3.11 or later.

VENV := .venv
BIN := $(VENV)/bin
# Each name is tried, not looked up: a launcher without its Python behind it also answers to python3.11.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
CHECKED := qa embeddings tests benchmarks app.py

.PHONY: chat test nightly audit lint format clean

chat: $(VENV)/installed
	$(BIN)/python app.py

test: lint $(VENV)/browser
	$(BIN)/python -m pytest --numprocesses auto

# What `make test` tries a little of, at length: 10,000 texts and questions, 1,000 questions from eight threads, all
# texts of the tests that go through a sample of theirs.
nightly: $(VENV)/installed-test
	$(BIN)/python -m pytest --hypothesis-profile nightly --timeout 0 -o log_cli=true --log-cli-level INFO \
		tests/qa/test_any_text.py tests/qa/answers/test_soak.py tests/qa/test_archive.py \
		tests/embeddings/test_bundled_e5.py tests/embeddings/test_onnx_encoder.py

# What the advisory databases know of what is installed. It needs a network, so that `make test` does without.
audit: $(VENV)/installed-test
	$(BIN)/python -m pip install -e '.[audit]'
	$(BIN)/python -m pip_audit --vulnerability-service osv --skip-editable

lint: $(VENV)/installed-test
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/mypy

format: $(VENV)/installed-test
	$(BIN)/ruff check --fix $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

$(VENV)/created:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or later with its venv module was found; install one" \
		"(on Debian: python3 and python3-venv), or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/installed: $(VENV)/created pyproject.toml
	$(BIN)/python -m pip install -e .
	touch $@

$(VENV)/installed-test: $(VENV)/created pyproject.toml
	$(BIN)/python -m pip install -e '.[test]'
	touch $@ $(VENV)/installed

# The browser tests drive the system's Chromium; where there is none, Playwright brings its own.
$(VENV)/browser: $(VENV)/installed-test
	command -v chromium || command -v chromium-browser || command -v google-chrome \
		|| $(BIN)/python -m playwright install chromium
	touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .gradio
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
