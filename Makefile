# Every command does its work in bootstrap.py, which also runs where there is no make.
# Another Python: make run PYTHON=python3.12     Another port: make run PORT=8001
PYTHON ?= python3
ARGS ?=

.PHONY: help run test check fix bench thorough lock setup

help:
	@$(PYTHON) bootstrap.py help

run test check fix bench thorough lock setup:
	@$(PYTHON) bootstrap.py $@ $(ARGS)
