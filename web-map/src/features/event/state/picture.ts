/** The longer side of a picture as it is kept and sent: a network that is bad should carry it. */
const LONGEST_PIXELS = 2048;
const QUALITY = 0.86;

/**
 * Makes a photo small and turns it upright, without what the camera wrote beside it. One that the browser cannot read is
 * sent as it is; the server says what is wrong with it.
 */
export async function shrink(file: Blob): Promise<{ readonly type: string; readonly bytes: ArrayBuffer }> {
  const small = await draw(file).catch(() => null);
  const best = small && small.size < file.size ? small : file;
  return { type: best.type || 'application/octet-stream', bytes: await best.arrayBuffer() };
}

async function draw(file: Blob): Promise<Blob | null> {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST_PIXELS / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', QUALITY);
  });
}
