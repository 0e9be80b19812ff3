"""A commitment with everything that its template asks, and what its life needs."""

import datetime as dt

import pytest
from tests.conftest import make_actor

from cocrea.commitments import services
from cocrea.kernel.refs import SubjectRef
from cocrea.people import services as people
from cocrea.people.models import Organization

DECISION = SubjectRef("decision", "0197-decision", label="Consenso de la Mesa municipal")
FIELDS = {
    "problem": "Los contratos se publican tarde.",
    "commitment": "Publicar cada contrato en datos abiertos antes de pagarlo.",
    "contribution": "La gente podrá vigilar cada compra y denunciar sobreprecios.",
    "relevance": "Acceso a la información y rendición de cuentas.",
}


def organization(process, slug: str, name: str, *, public: bool) -> Organization:
    return people.organization_create(
        actor=make_actor("point_of_contact"),
        process=process,
        slug=slug,
        name=name,
        sector="public" if public else "civil_society",
        is_public_body=public,
        invented=True,
    )


@pytest.fixture
def bodies(process, kept_on):
    return kept_on(process, "bodies", lambda: bodies_of(process))


def bodies_of(process):
    return {
        "ministry": organization(
            process, "ministerio-de-ejemplo", "Ministerio de Ejemplo", public=True
        ),
        "other": organization(
            process, "secretaria-de-ejemplo", "Secretaría de Ejemplo", public=True
        ),
        "collective": organization(
            process, "colectivo-de-ejemplo", "Colectivo de Ejemplo", public=False
        ),
    }


@pytest.fixture
def draft_of(process, bodies, actor_of):
    """draft_of(title=..., milestones=1) -> a draft that could be proposed."""

    def make(title="Contratos abiertos", milestones=1, where=process, **changes):
        found = services.commitment_draft(
            actor=actor_of("delegate_society"),
            process=where,
            title=title,
            **{
                "theme": "compras",
                "responsible": "ministerio-de-ejemplo",
                "fields": FIELDS,
                "start": dt.date(2026, 9, 1),
                "end": dt.date(2028, 8, 31),
                **changes,
            },
        )
        for number in range(1, milestones + 1):
            services.milestone_add(
                actor=actor_of("delegate_society"),
                commitment=found,
                text=f"Publicar los contratos del trimestre {number}",
                responsible="Dirección de Compras",
                end=dt.date(2027, 1, number),
                indicator="Contratos publicados",
                baseline="0 de 120",
                means="Portal de compras",
            )
        found.refresh_from_db()
        return found

    return make


@pytest.fixture
def draft(process, draft_of, kept_on):
    return kept_on(process, "draft", draft_of)


@pytest.fixture
def proposed(process, draft, actor_of, kept_on):
    def propose():
        return services.commitment_propose(actor=actor_of("delegate_society"), commitment=draft)

    return kept_on(process, "proposed", propose)


@pytest.fixture
def accepted(process, proposed, actor_of, kept_on):
    def accept():
        return services.commitment_accept(
            actor=actor_of("authority"), commitment=proposed, expected=proposed.version
        )

    return kept_on(process, "accepted", accept)


@pytest.fixture
def opinion(actor_of):
    def give(commitment, kind, opinion="favourable", **more):
        return services.opinion_record(
            actor=actor_of("delegate_public"),
            commitment=commitment,
            kind=kind,
            opinion=opinion,
            **{"signatory": "Asesoría de ejemplo", **more},
        )

    return give


@pytest.fixture
def adopted(process, accepted, opinion, actor_of, kept_on):
    def adopt():
        opinion(accepted, "legal")
        opinion(accepted, "financial")
        return services.commitment_adopt(
            actor=actor_of("secretary"), commitment=accepted, decision=DECISION
        )

    return kept_on(process, "adopted", adopt)
