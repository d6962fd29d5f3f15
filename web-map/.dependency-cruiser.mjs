import { fileURLToPath } from 'node:url';

/**
 * Which folder may use which. Written from the arrows of the architecture:
 * app > features > map, ui > state > geo, api; i18n, geo, api > nothing of ours.
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
    onlyOwn('i18n', ['features']),
    onlyOwn('state', ['geo', 'api', 'features']),
    onlyOwn('ui', ['state', 'api', 'i18n', 'features']),
    onlyOwn('map', ['state', 'api', 'geo', 'features']),
    onlyOwn('features', ['state', 'api', 'ui', 'geo', 'i18n', 'map']),
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
