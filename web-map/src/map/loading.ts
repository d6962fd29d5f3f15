import type { Mode } from '../state/choices';
import type { EngineOptions, MapEngine } from './engine';

/** Fetches the globe or the flat map, each only when it is used, and answers with what opens it. */
export async function loadEngine(mode: Mode): Promise<(options: EngineOptions) => MapEngine> {
  return mode === '3d' ? (await import('./globe/globe')).openGlobe : (await import('./flat/flat')).openFlat;
}
