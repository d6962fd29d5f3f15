let drawable: boolean | undefined;

/** Whether this browser can draw the globe, which needs WebGL 2. */
export function canDrawGlobe(): boolean {
  drawable ??= tryContext();
  return drawable;
}

function tryContext(): boolean {
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}
