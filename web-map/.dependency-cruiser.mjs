import { fileURLToPath } from 'node:url';

/**
 * Which folder may use which. Written from the arrows of the architecture:
 * app > panels, map; panels > state, api, ui, geo, i18n; map > state, api, geo, i18n, Cesium and OpenLayers;
 * state > geo, api; geo, api, ui > nothing of ours.
 */
const onlyOwn = (folder, allowed) => ({
  name: `${folder}-uses-only-its-own`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: [folder, ...allowed].map((name) => `^src/${name}/`) },
});

export default {
  forbidden: [
    onlyOwn('geo', []),
    onlyOwn('api', []),
    onlyOwn('ui', []),
    onlyOwn('i18n', []),
    onlyOwn('state', ['geo', 'api']),
    onlyOwn('map', ['state', 'api', 'geo']),
    onlyOwn('panels', ['state', 'api', 'ui', 'geo', 'i18n']),
    {
      name: 'cesium-and-openlayers-only-in-map',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/map/' },
      to: { path: 'node_modules/(@cesium|cesium|ol|@mapbox|pbf)/' },
    },
    {
      name: 'geo-is-pure',
      severity: 'error',
      from: { path: '^src/geo/', pathNot: '\\.test\\.ts$' },
      // Exact orientation of three points is arithmetic and nothing else.
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/robust-predicates/' },
    },
    { name: 'no-circles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: fileURLToPath(new URL('tsconfig.json', import.meta.url)) },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.vue', '.css', '.d.ts'],
    },
  },
};
