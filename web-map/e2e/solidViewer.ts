// A page of its own with nothing but Cesium and the tileset: what another 3D client would see.
import {
  Cartesian2,
  Cartesian3,
  Cesium3DTileFeature,
  Cesium3DTileset,
  CesiumWidget,
  HeadingPitchRange,
  Math as Angles,
} from '@cesium/engine';

/** Shows the tileset from above a place and tells what stands in the middle of the picture. */
async function pickSolid(
  lon: number,
  lat: number,
  rangeMetres: number,
): Promise<Record<string, string> | null> {
  const place = document.createElement('div');
  place.style.cssText = 'width:320px;height:240px';
  document.body.replaceChildren(place);
  const widget = new CesiumWidget(place, {
    globe: false,
    skyBox: false,
    skyAtmosphere: false,
    baseLayer: false,
  });
  try {
    const tileset = await Cesium3DTileset.fromUrl('/3dtiles/tileset.json');
    widget.scene.primitives.add(tileset);
    widget.camera.lookAt(
      Cartesian3.fromDegrees(lon, lat, 3),
      new HeadingPitchRange(0, Angles.toRadians(-85), rangeMetres),
    );
    const until = performance.now() + 120_000;
    for (let calm = 0; calm < 5 && performance.now() < until;) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      widget.render();
      calm = tileset.tilesLoaded ? calm + 1 : 0;
    }
    const { width, height } = widget.canvas.getBoundingClientRect();
    const picked: unknown = widget.scene.pick(new Cartesian2(width / 2, height / 2));
    if (!(picked instanceof Cesium3DTileFeature)) return null;
    return Object.fromEntries(picked.getPropertyIds().map((id) => [id, String(picked.getProperty(id))]));
  } finally {
    widget.destroy();
  }
}

Object.assign(window, { pickSolid });
