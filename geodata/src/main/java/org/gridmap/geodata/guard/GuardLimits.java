package org.gridmap.geodata.guard;

/**
 * How much geometry is let in.
 *
 * @param verticesPerFeature vertices of one feature, all rings together
 * @param verticesPerRequest vertices of all features of one request or file section together
 * @param crossingsPerPair crossings of borders that two neighbours may have
 * @param segmentTests pairs of segments whose boxes may be compared for one feature or pair
 */
public record GuardLimits(
    int verticesPerFeature, long verticesPerRequest, int crossingsPerPair, long segmentTests) {

  /**
   * @throws IllegalArgumentException if a limit is not positive
   */
  public GuardLimits {
    if (verticesPerFeature < 4
        || verticesPerRequest < 4
        || crossingsPerPair < 1
        || segmentTests < 1) {
      throw new IllegalArgumentException("a limit must be positive");
    }
  }

  /** What a request may carry: 5,000 vertices a feature, 200,000 together. */
  public static GuardLimits standard() {
    return new GuardLimits(5_000, 200_000, 20_000, 5_000_000);
  }

  /** The same limits with another number of vertices for one feature. */
  public GuardLimits withVerticesPerFeature(int vertices) {
    return new GuardLimits(vertices, verticesPerRequest, crossingsPerPair, segmentTests);
  }

  /** The same limits with another number of vertices for a request; a file import allows more. */
  public GuardLimits withVerticesPerRequest(long vertices) {
    return new GuardLimits(verticesPerFeature, vertices, crossingsPerPair, segmentTests);
  }
}
