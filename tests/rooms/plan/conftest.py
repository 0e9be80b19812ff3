"""Commitments that stand, and the versions that were frozen of them."""

import pytest
from tests.rooms.commitments.cases import (  # noqa: F401
    bodies,
    draft_of,
)
from tests.sessions import session_of

from cocrea.commitments import services as commitments
from cocrea.plan import services


@pytest.fixture
def standing(draft_of, actor_of):  # noqa: F811
    """standing(n): n proposed commitments."""

    def make(count, **more):
        made = []
        for number in range(1, count + 1):
            draft = draft_of(title=f"Contratos abiertos {number}", **more)
            made.append(
                commitments.commitment_propose(actor=actor_of("delegate_society"), commitment=draft)
            )
        return made

    return make


@pytest.fixture
def freeze(process, actor_of):
    def make(kind="first", **more):
        return services.version_freeze(
            actor=actor_of("publisher"), process=process, kind=kind, **more
        )

    return make


@pytest.fixture
def first(process, standing, freeze, kept_on):
    kept_on(process, "two standing", lambda: standing(2))
    return kept_on(process, "first", freeze)


@pytest.fixture
def final(process, first, freeze, kept_on):
    return kept_on(process, "final", lambda: freeze("final"))


@pytest.fixture
def decided(process):
    """decided(version, ...): a closed session about it, as ``agreement`` keeps one."""

    def make(version, *, about=None, **how):
        subject = ("plan", about or str(version.public_id))
        return session_of(process, subject, title="Aprobación del plan", **how)

    return make


@pytest.fixture
def approved(final, decided, actor_of):
    services.version_approve(actor=actor_of("secretary"), version=final, decision=decided(final))
    final.refresh_from_db()
    return final


@pytest.fixture
def review(process, first, actor_of, kept_on):
    def opened():
        return services.review_open(actor=actor_of("ogp_support"), version=first)

    return kept_on(process, "review", opened)


@pytest.fixture
def suggestion(review, actor_of):
    return services.suggestion_add(
        actor=actor_of("ogp_support"),
        review=review,
        text="Diga con qué medio se verificará el hito.",
        commitment=1,
    )


@pytest.fixture
def comment(actor_of):
    def make(version, text="Falta decir en qué formato.", commitment=1, key="clave-1", **more):
        return services.comment_receive(
            actor=actor_of(), version=version, commitment=commitment, key=key, text=text, **more
        )

    return make
