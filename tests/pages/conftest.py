"""Browsers of several people."""

import pytest
from flask import Flask

from tests.make.browsers import Browser


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(app)


@pytest.fixture
def other(app: Flask) -> Browser:
    """Somebody else's."""
    return Browser(app)
