"""The lists that an office kept before this software become earlier cases."""

from quartier.funding.imports.cases import CaseList, CasePreview
from quartier.funding.imports.columns import FIELDS
from quartier.funding.imports.target import CaseTarget

__all__ = ["FIELDS", "CaseList", "CasePreview", "CaseTarget"]
