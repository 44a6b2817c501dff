"""Every resource of the API, put together."""

from hemvist.api import case_routes, catalogue_routes, information, other_routes, recording_routes, webhook_routes
from hemvist.api.service import VERSION, Service

service = Service(title="Hemvist", version=VERSION, docs_url=None, openapi_url=None, urls_namespace="api")
ROUTERS = (information.router, case_routes.router, other_routes.router, catalogue_routes.router, webhook_routes.router)
OF_THE_SAME = (recording_routes,)
"""Modules that add operations to another's paths."""

for router in ROUTERS:
    service.add_router("", router)
