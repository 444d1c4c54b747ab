"""A photo of li's, and phones that send its bytes."""

import pytest

from kamfield.attachments.models import Attachment
from kamfield.core.work import Work
from tests.api import Api
from tests.make.attachments import Sender, make_attachment


@pytest.fixture
def photo(work: Work) -> Attachment:
    """A photo of an account of li's, said but not sent."""
    made = make_attachment(work)
    work.db.commit()
    return made


@pytest.fixture
def phone(api: Api) -> Sender:
    """li's phone."""
    return Sender(api.li)
