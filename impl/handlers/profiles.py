"""Named policies that comparisons are judged by."""

from generated import Context, models
from generated.responses import profiles as responses
from impl.engine.comparison.verdicts.profiles import PROFILES, Profile


class ProfilesHandler:
    """Implements `ProfilesPort`."""

    async def list_profiles(
        self,
        context: Context,  # noqa: ARG002 - the generated port
    ) -> responses.ListProfiles200:
        """List the profiles."""
        items = [_written(profile) for profile in PROFILES.values()]
        return responses.ListProfiles200(body=models.ProfileList(items=items))


def _written(profile: Profile) -> models.Profile:
    return models.Profile(
        name=models.ProfileName(profile.name),
        about=profile.about,
        reading=profile.reading,
        asserts_formats=profile.formats,
        guards_security=profile.guards_security,
        honours_sunsets=profile.honours_sunsets,
        judges_code=profile.judges_code,
    )
