"""Who may draft, accept, give opinions and decide. The responsible body alone accepts."""

from cocrea.commitments.rules.lifecycle import AFTER_ACCEPTANCE, DRAFT, LIVE, WRITING, states_for
from cocrea.kernel.permits import PermitTable, permit

DRAFTERS = ("delegate_public", "delegate_society", "facilitator", "systematizer")
KEEPERS = ("secretary", "point_of_contact")
TABLES = "4.c: tables draft together, on equal terms"
CRITERIA = "4.b, criteria a to c"

PERMITS = PermitTable(
    permit("commitment.read_draft", *DRAFTERS, *KEEPERS, states=[DRAFT], basis=TABLES),
    permit("commitment.draft", *DRAFTERS, basis=TABLES),
    permit("commitment.save", *DRAFTERS, states=WRITING, basis=TABLES),
    # After acceptance the text changes only in public, with a reason (comments, OGP's review).
    permit("commitment.save", *KEEPERS, states=AFTER_ACCEPTANCE, basis="phases 7 and 8"),
    permit("milestone.add", *DRAFTERS, states=WRITING, basis=TABLES),
    permit("milestone.add", *KEEPERS, states=AFTER_ACCEPTANCE, basis="phases 7 and 8"),
    permit("milestone.save", *DRAFTERS, states=WRITING, basis=TABLES),
    permit("milestone.save", *KEEPERS, states=AFTER_ACCEPTANCE, basis="phases 7 and 8"),
    permit("milestone.remove", *DRAFTERS, states=WRITING, basis=TABLES),
    permit("source.link", *DRAFTERS, *KEEPERS, states=LIVE, basis="the thread is visible"),
    permit("alignment.set", *DRAFTERS, *KEEPERS, states=LIVE, basis="4.b: frames"),
    permit("commitment.propose", *DRAFTERS, states=states_for("propose"), basis=TABLES),
    permit("commitment.accept", "authority", states=states_for("accept"), basis=CRITERIA),
    permit(
        "commitment.return", "authority", *KEEPERS, states=states_for("return"), basis="phase 6"
    ),
    permit(
        "opinion.record",
        "authority",
        "delegate_public",
        states=["proposed", *AFTER_ACCEPTANCE],
        basis=CRITERIA,
    ),
    permit("commitment.adopt", "secretary", states=states_for("adopt"), basis=CRITERIA),
    permit("commitment.not_adopt", "secretary", states=states_for("not_adopt"), basis=CRITERIA),
    permit("commitment.withdraw", *DRAFTERS, states=WRITING, basis=TABLES),
    permit(
        "commitment.withdraw",
        "authority",
        "secretary",
        states=states_for("withdraw")[1:],
        basis="a withdrawal is public and has a reason",
    ),
    permit("letter.draft", *DRAFTERS, *KEEPERS, states=LIVE, basis="4.b.6"),
    permit(
        "letter.withdraw",
        *DRAFTERS,
        *KEEPERS,
        "authority",
        states=LIVE,
        basis="nobody stays named who does not want to",
    ),
    permit(
        "letter.sign",
        "delegate_society",
        "delegate_public",
        "authority",
        states=LIVE,
        basis="4.b.6",
    ),
)
