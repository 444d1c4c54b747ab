"""Which passwords are refused: short ones, the email address, the commonest. Nothing is asked of their letters."""

LEAST = 10
MOST = 1000

# Of those with ten letters or more; the shorter ones are refused for their length.
_COMMON = """
    0123456789 1234567890 12345678910 123456789a 1234567891 123456789q 9876543210 0987654321 1111111111 0000000000
    1122334455 1234512345 1233211234567 123123123123 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc q1w2e3r4t5
    q1w2e3r4t5y6 qwertyuiop qwertyuiop123 qwerty1234 qwerty12345 qwerty123456 qwertzuiop asdfghjkl1 asdfghjkl123
    asdf1234asdf zxcvbnm123 zxcvbnm1234 1234qwerasdf qazwsxedcrfv abcdefghij abcd123456 abc1234567 abc123456789
    a123456789 aa123456789 a1b2c3d4e5 password12 password123 password1234 password12345 password123456 passwordpassword
    password01 password2024 password2025 password2026 passw0rd123 p@ssw0rd123 p@ssword123 p@ssw0rd1234 mypassword
    mypassword1 newpassword yourpassword thepassword changeme123 changemenow changeit123 letmein123 letmeinnow
    welcome123 welcome1234 welcome2024 welcome2025 welcome2026 iloveyou12 iloveyou123 iloveyou1234 sunshine123
    princess123 football123 baseball123 basketball superman123 michael123 charlie123 jennifer12 liverpool1 manchester
    administrator admin12345 admin123456 adminadmin administrator1 rootroot12 testtest12 test123456 test1234567
    monkey12345 dragon12345 summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 spring2026 autumn2026
    computer123 internet123 business123 company123 kamfield123 kamfield1234 hallo12345 passwort123 passwort1234
    woaini1314 woaini1314520 5201314520 5201314woaini 1314520520 wodemima123 mima123456 zhangsan123
    qq123456789 wang123456 zhang123456 li123456789 1472583690 7894561230 159357456258
"""
COMMON = frozenset(_COMMON.split())


def weakness(password: str, email: str) -> str | None:
    """`too-short`, `is-the-email` or `too-common`; None when the password may be used."""
    plain = password.casefold()
    if len(password) < LEAST:
        return "too-short"
    if plain in {email.casefold(), email.casefold().partition("@")[0]}:
        return "is-the-email"
    return "too-common" if plain in COMMON or len(set(plain)) == 1 else None
