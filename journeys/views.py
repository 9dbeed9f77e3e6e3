"""What the routes of journeys and exports share: where stories go, as the settings say."""

from typing import cast

from flask import current_app

from journeys.site import Site


def site() -> Site:
    return cast(Site, current_app.config["SETTINGS"].site)
