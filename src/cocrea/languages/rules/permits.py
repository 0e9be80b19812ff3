"""Who may translate, and who may say that a translation is right."""

from cocrea.kernel.permits import PermitTable, permit
from cocrea.languages.rules.translations import DRAFT

BASIS = "promise 7: the original is kept beside its human translation"

PERMITS = PermitTable(
    permit(
        "translation.save",
        *("point_of_contact", "secretary", "systematizer", "facilitator"),
        basis=BASIS,
    ),
    permit(
        "translation.review",
        *("point_of_contact", "secretary", "systematizer", "publisher"),
        states=[DRAFT],
        basis="another person than the one who translated",
    ),
)
