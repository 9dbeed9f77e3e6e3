import pytest
from sqlmodel import Session


@pytest.fixture
def session(session: Session) -> Session:
    """What a test wrote stays readable after its commit, without a new transaction that keeps the application out."""
    session.expire_on_commit = False
    return session
