package org.gridmap.geodata.demo.place;

/**
 * Somebody with a duty in the town's grids.
 *
 * @param sourceId stable identifier inside the town, for example {@code W0001}
 * @param name synthetic
 * @param phone for work, synthetic
 * @param sex {@code FEMALE|MALE}
 * @param unit {@code
 *     VILLAGE|ENTERPRISE|SCHOOL|HOSPITAL|OTHER|POLICE|MARKET_SUPERVISION|JUDICIAL|FIRE}
 * @param unitName who employs them, for example 陈埭派出所
 * @param gridOfficer whether they are one of the grid's own officers (网格长, 网格员), not of a
 *     department
 */
public record DemoStaff(
    String sourceId,
    String name,
    String sex,
    String phone,
    String unit,
    String unitName,
    boolean gridOfficer) {}
