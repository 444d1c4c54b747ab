"""Passwords: nobody can tell by the time it takes whether an address is known."""

from argon2 import extract_parameters

from kamfield.core import passwords


def test_who_does_not_exist_costs_what_a_true_password_costs() -> None:
    true, nobody = passwords.hashed("a true one"), passwords._NOBODY
    assert extract_parameters(nobody) == extract_parameters(true)
    assert len(nobody) == len(true)
    assert not passwords.is_outdated(nobody)


def test_no_password_is_that_of_somebody_who_does_not_exist() -> None:
    assert not passwords.fits(None, "a true one")
    assert passwords.fits(passwords.hashed("a true one"), "a true one")
