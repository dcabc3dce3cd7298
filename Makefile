# Thin: tools/bootstrap.py sets up .venv, the commands `course` and `autograder` do the work.
#   make lab LAB_ARGS=--no-browser      make test TEST_ARGS="-k kmeans"      make lab PYTHON=python3.12

PYTHON ?= python3
LAB_ARGS ?=
TEST_ARGS ?=
BENCH_ARGS ?=

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

.PHONY: help lab test lint bench docs clean

help:
	@echo "make lab    open the course in JupyterLab (LAB_ARGS=--no-browser on a server)"
	@echo "make test   run all tests (TEST_ARGS go to pytest)"
	@echo "make lint   check style"
	@echo "make bench  run the benchmarks (BENCH_ARGS=--json for one JSON object a line)"
	@echo "make docs   build pages from docstrings and notebooks into build/docs"
	@echo "make clean  remove .venv and caches; your student/ folder and the gradebook stay"

lab:
	@$(PYTHON) tools/bootstrap.py --extras instructor
	@$(BIN)/course lab $(LAB_ARGS)

test:
	@$(PYTHON) tools/bootstrap.py --extras instructor,test,docs --system
	@$(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile $(TEST_ARGS)

lint:
	@$(PYTHON) tools/bootstrap.py --extras dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

bench:
	@$(PYTHON) tools/bootstrap.py --extras instructor,test,bench --system
	@set -e; for file in benchmarks/[a-z]*.py; do $(BIN)/python $$file $(BENCH_ARGS); done

docs:
	@$(PYTHON) tools/bootstrap.py --extras instructor,docs
	@$(BIN)/python docs/pages.py

clean:
	@$(PYTHON) -c "import shutil, pathlib; [shutil.rmtree(p, ignore_errors=True) for p in ['.venv', '.pytest_cache', '.ruff_cache', '.hypothesis', 'build', 'dist', *(str(q) for q in pathlib.Path('.').rglob('__pycache__'))]]"
