package org.gridmap.backend.publication.compliance;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * From when on a rule of division counts as broken.
 *
 * @param clearMetres how near a road or river runs to a border that follows it
 * @param clearShare least share of a grid's border that follows roads or rivers
 * @param leastWorkload least workload of a base grid; 1 is the average
 * @param mostWorkload greatest workload of a base grid
 * @param workloadVariation greatest coefficient of variation of all base grids' workload
 * @param employees an enterprise with so many is a grid of its own
 * @param compactness least 4π·area/perimeter² of a leaf; 1 is a circle
 * @param walkMetres greatest distance of a house from the middle of its leaf
 * @param stationMetres greatest distance of a house from the nearest service station of its grids
 * @param weights work of one household, resident and so on, where a plan has no weights of its own
 */
@Validated
@ConfigurationProperties("gridmap.compliance")
record ComplianceProperties(
    @Positive @DefaultValue("15") double clearMetres,
    @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.5") double clearShare,
    @DecimalMin("0") @DefaultValue("0.5") double leastWorkload,
    @Positive @DefaultValue("1.5") double mostWorkload,
    @Positive @DefaultValue("0.3") double workloadVariation,
    @Positive @DefaultValue("300") int employees,
    @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.25") double compactness,
    @Positive @DefaultValue("500") double walkMetres,
    @Positive @DefaultValue("1000") double stationMetres,
    @DefaultValue Weights weights) {

  /**
   * Work of one of each.
   *
   * @param areaHectares of one hectare
   */
  record Weights(
      @DecimalMin("0") @DefaultValue("1") double households,
      @DecimalMin("0") @DefaultValue("0.3") double residents,
      @DecimalMin("0") @DefaultValue("5") double enterprises,
      @DecimalMin("0") @DefaultValue("3") double rentals,
      @DecimalMin("0") @DefaultValue("10") double careNeeds,
      @DecimalMin("0") @DefaultValue("0.5") double areaHectares) {}
}
