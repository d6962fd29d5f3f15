import type { Mode } from '../state/choices';
import type { EngineOptions, MapEngine } from './engine';

/** Imports the code of the globe or the flat map when it is first used. */
export async function loadEngine(mode: Mode): Promise<(options: EngineOptions) => MapEngine> {
  return mode === '3d' ? (await import('./globe/globe')).openGlobe : (await import('./flat/flat')).openFlat;
}
