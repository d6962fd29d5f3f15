package org.gridmap.geodata.source;

/** Takes the features of a file one after another, in file order, on the reading thread. */
@FunctionalInterface
public interface FeatureSink {

  /** Takes one feature; whatever it throws ends the reading and reaches the caller unchanged. */
  void accept(SourceFeature feature);
}
