"""What the API says of itself: `api-info` (DIGG's profile, VER.06) and its description as OpenAPI, in both languages. Open to all."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router
from ninja.params import functions as params

from hemvist.api.service import RELEASED, VERSION, reply
from hemvist.api.shapes import ProblemShape, Shape, told

router = Router(tags=["information"])


class ApiInfo(Shape):
    """What this API is."""

    api_name: str = told("Its name.", "hemvist")
    api_version: str = told("Its version.", VERSION)
    api_released: str = told("The day on which the version was released.", RELEASED)
    api_documentation: str = told("Where it is described.", "/api/v1/openapi.json")
    api_status: Literal["active", "deprecated"] = told("Whether it is to be used.", "active")


@router.get(
    "/api-info",
    response={200: ApiInfo, 500: ProblemShape},
    by_alias=True,
    operation_id="getApiInfo",
    url_name="getApiInfo",
    summary="Tell what this API is",
    auth=None,
)
def api_info(request: HttpRequest) -> HttpResponse:
    """Tell what this API is."""
    return reply(
        ApiInfo(
            api_name="hemvist",
            api_version=VERSION,
            api_released=RELEASED,
            api_documentation="/api/v1/openapi.json",
            api_status="active",
        )
    )


@router.get(
    "/openapi.json",
    response={200: dict, 400: ProblemShape, 500: ProblemShape},
    operation_id="getDescription",
    url_name="getDescription",
    summary="Get the description of this API",
    auth=None,
)
def description(
    request: HttpRequest,
    lang: Annotated[
        Literal["sv", "en"], params.Query(description="The language of the description.", examples=["en"])
    ] = "sv",
) -> HttpResponse:
    """Get the description of this API, as OpenAPI 3.1."""
    from hemvist.api.describing import described

    return JsonResponse(described(lang), json_dumps_params={"ensure_ascii": False})
