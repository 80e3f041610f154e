import pytest

from quartier.config.signin_forms import SetPassword

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("prefix", "sentence"),
    [("", "Die beiden Passwörter sind nicht gleich."), ("/en", "The two passwords are not the same.")],
)
def test_two_different_passwords_are_told_in_our_words(client_of, ayse, prefix, sentence):
    ayse.set_unusable_password()
    ayse.save()
    told = client_of(ayse).post(
        f"{prefix}/konto/passwort/setzen/", {"password1": "ein-langes-wort", "password2": "ein-anderes-wort"}
    )
    assert sentence in told.content.decode()
    assert "Du musst" not in told.content.decode()


def test_a_missing_second_password_keeps_its_own_sentence(ayse):
    form = SetPassword(user=ayse, data={"password1": "ein-langes-wort", "password2": ""})
    assert "Die beiden Passwörter sind nicht gleich." not in form.errors["password2"]
