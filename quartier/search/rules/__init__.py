"""What counts as the same word: letters folded, endings cut, by language."""

from quartier.search.rules.words import LONGEST, Spot, fold, plain, spots, stem, stems, stopwords

__all__ = ["LONGEST", "Spot", "fold", "plain", "spots", "stem", "stems", "stopwords"]
