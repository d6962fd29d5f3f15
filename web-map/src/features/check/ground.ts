import { type Brush, hatch } from '../../map/paint/brush';
import { FAULT } from '../../map/paint/style';
import type { TileFeature } from '../../map/tiles/decode';

/** Land of a finding, hatched with a white rim. */
export function paintFindings(brush: Brush, findings: readonly TileFeature[]): void {
  const { context } = brush;
  for (const finding of findings) {
    const area = finding.rings.some((ring) => ring.length > 2);
    if (area) {
      context.save();
      context.beginPath();
      brush.trace(finding.rings, true);
      context.globalAlpha = 0.2;
      context.fillStyle = FAULT;
      context.fill('evenodd');
      context.globalAlpha = 1;
      context.clip('evenodd');
      hatch(brush, finding.rings, FAULT);
      context.restore();
    }
    brush.stroke([finding], '#FFFFFF', 4, area);
    brush.stroke([finding], FAULT, 2, area);
  }
}
