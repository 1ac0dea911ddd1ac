"""Events on the map."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sco_dataset.access import load
from sco_dataset.errors import MissingExtraError, UnknownNameError

FORMS = ("geodataframe", "geojson")
# WGS 84, in which the coordinates of the table are.
COORDINATE_SYSTEM = "EPSG:4326"


def events_geo(form: str | None = None, *, path: Path | str | None = None) -> Any:
    """Return the events whose place is known, as points.

    Parameters
    ----------
    form : str, optional
        ``"geodataframe"`` or ``"geojson"``; if None, the first where geopandas is installed,
        else the second.
    path : path or str, optional
        Another data package than the shipped one.

    Returns
    -------
    geopandas.GeoDataFrame or str
        One row or feature for each event with coordinates, in degrees of WGS 84 (EPSG:4326),
        with all other fields of ``events``. GeoJSON is text, after RFC 7946.

    Raises
    ------
    UnknownNameError
        If there is no such form.
    MissingExtraError
        If a GeoDataFrame is asked for and geopandas is not installed.

    Examples
    --------
    >>> import json
    >>> features = json.loads(events_geo("geojson"))["features"]
    >>> next(f["geometry"]["type"] for f in features if f["properties"]["city"] == "Tashkent")
    'Point'
    """
    if form not in (None, *FORMS):
        raise UnknownNameError("form of geography", str(form), FORMS)
    if form != "geojson":
        try:
            return _geodataframe(path)
        except ImportError as error:
            if form is not None:
                raise MissingExtraError("GeoDataFrames", "geo") from error
    return _geojson(path)


def _geodataframe(path: Path | str | None) -> Any:
    import geopandas as gpd

    events = load("events", path=path)
    placed = events[events["latitude"].notna() & events["longitude"].notna()].reset_index(drop=True)
    points = gpd.points_from_xy(placed["longitude"], placed["latitude"])
    return gpd.GeoDataFrame(placed, geometry=points, crs=COORDINATE_SYSTEM)


def _geojson(path: Path | str | None) -> str:
    rows: list[dict[str, Any]] = load("events", "arrow", path=path).to_pylist()
    placed = [row for row in rows if row["latitude"] is not None and row["longitude"] is not None]
    features = [
        {
            "type": "Feature",
            "id": row["event_id"],
            "geometry": {"type": "Point", "coordinates": [row.pop("longitude"), row.pop("latitude")]},
            "properties": row,
        }
        for row in placed
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, default=str)
