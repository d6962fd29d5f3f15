package org.gridmap.geodata.crs;

import java.util.Map;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.ProjectedCRS;
import org.geotools.api.referencing.datum.Ellipsoid;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.NoninvertibleTransformException;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.geotools.referencing.cs.DefaultEllipsoidalCS;
import org.geotools.referencing.datum.BursaWolfParameters;
import org.geotools.referencing.datum.DefaultGeodeticDatum;
import org.geotools.referencing.datum.DefaultPrimeMeridian;
import org.geotools.referencing.operation.transform.ConcatenatedTransform;

/** The way from a system to longitude and latitude by parameters that were given for its datum. */
final class ShiftedDatum {

  private ShiftedDatum() {}

  /**
   * Out of the projection, onto the ellipsoid of the datum, and from there by the parameters.
   *
   * @throws FactoryException when the system has no ellipsoid or no way out of its projection
   */
  static MathTransform transform(CoordinateReferenceSystem crs, DatumShift shift)
      throws FactoryException {
    Ellipsoid ellipsoid = CRS.getEllipsoid(crs);
    if (ellipsoid == null) {
      throw new FactoryException("no ellipsoid");
    }
    BursaWolfParameters parameters = new BursaWolfParameters(DefaultGeographicCRS.WGS84.getDatum());
    parameters.dx = shift.dxMetres();
    parameters.dy = shift.dyMetres();
    parameters.dz = shift.dzMetres();
    parameters.ex = shift.rxSeconds();
    parameters.ey = shift.rySeconds();
    parameters.ez = shift.rzSeconds();
    parameters.ppm = shift.scalePpm();
    DefaultGeodeticDatum datum =
        new DefaultGeodeticDatum(
            Map.of(
                "name",
                "with the parameters of its place",
                DefaultGeodeticDatum.BURSA_WOLF_KEY,
                parameters),
            ellipsoid,
            DefaultPrimeMeridian.GREENWICH);
    DefaultGeographicCRS degrees =
        new DefaultGeographicCRS(
            "with the parameters of its place", datum, DefaultEllipsoidalCS.GEODETIC_2D);
    MathTransform toStored = CRS.findMathTransform(degrees, DefaultGeographicCRS.WGS84, false);
    if (!(crs instanceof ProjectedCRS projected)) {
      return toStored;
    }
    try {
      return ConcatenatedTransform.create(
          projected.getConversionFromBase().getMathTransform().inverse(), toStored);
    } catch (NoninvertibleTransformException e) {
      throw new FactoryException("no way out of the projection", e);
    }
  }
}
