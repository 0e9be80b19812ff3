"""Somebody who is signed in, with a public function and roles in one process."""

from cocrea.people.models import PublicFunction, RoleGrant, User


def sign_in(client, process, organization, *roles):
    user = User.objects.create_user(invented=True)
    PublicFunction.objects.create(
        user=user,
        public_name="Persona Inventada",
        post="Puesto de ejemplo",
        organization=organization,
        basis="ejemplo",
        salt=b"0" * 16,
        since=process.created_at,
        invented=True,
    )
    for role in roles:
        RoleGrant.objects.create(
            user=user, process_slug=process.slug, role=role, since=process.created_at, basis="x"
        )
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
