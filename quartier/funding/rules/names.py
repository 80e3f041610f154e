"""Names for comparing: the same applicant is written in many ways over the years."""

import re
import unicodedata

from quartier.kit.columns import UMLAUTS

LEGAL = re.compile(
    r"\b(e\s*v|ev|eingetragener verein|g?gmbh|mbh|gug|ug|haftungsbeschraenkt|ag|kg|ohg|gbr|eg|e\s*g|e\s*k|kgaa|co|stiftung buergerlichen rechts)\b"
)
LONGEST = 300


def name_key(name: str) -> str:
    """„Kiek in e. V.“, „KIEK IN (e.V.)“ → „in kiek“; „Yıldız, Ayşe“ → „ayse yildiz“. Empty for a name without a letter.

    Legal forms, signs and the order of the words do not count. Two names with one key may still be two applicants: what
    is found by it is shown to a person with the name as it was written.
    """
    text = name.casefold().translate(UMLAUTS).replace("ı", "i")
    text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    words = " ".join(re.findall(r"\w+", text))
    return " ".join(sorted((LEGAL.sub(" ", words) or words).split() or words.split()))[:LONGEST]
