import { fileURLToPath } from 'node:url';

/**
 * Which folder may use which. Written from the arrows of the architecture:
 * app > features > map, ui > state > geo, api; api > nothing of ours; i18n, geo > what is made from the server's description. Of the app, features see the seam only.
 */
const onlyOwn = (folder, allowed) => ({
  name: `${folder}-uses-only-its-own`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: [folder, ...allowed].map((name) => `^src/${name}[/.]`) },
});

/** Which feature may use the face of which; every other pair is kept apart. */
const ARROWS = {
  audit: ['event'],
  check: ['land', 'plan', 'statistics'],
  discussion: ['plan'],
  house: ['land'],
  layers: ['event', 'house', 'land', 'statistics'],
  plan: ['land'],
  publication: ['discussion', 'plan'],
  register: ['statistics'],
};

/** One rule for all features without an arrow, and one for each that has some. */
const betweenFeatures = () => {
  const named = Object.keys(ARROWS).join('|');
  const stranger = (from, allowed) => ({
    name: 'features-keep-to-their-arrows',
    severity: 'error',
    from: { path: from },
    to: {
      path: '^src/features/([^/]+)/',
      pathNot: ['^src/features/$1/', ...allowed.map((name) => `^src/features/${name}/face\\.ts$`)],
    },
  });
  return [
    stranger(`^src/features/(?!(?:${named})/)([^/]+)/`, []),
    ...Object.entries(ARROWS).map(([name, allowed]) => stranger(`^src/features/(${name})/`, allowed)),
  ];
};

export default {
  forbidden: [
    onlyOwn('geo', ['api/schema']),
    onlyOwn('api', []),
    onlyOwn('i18n', ['api/schema']),
    onlyOwn('state', ['geo', 'api']),
    onlyOwn('ui', ['state', 'api', 'i18n']),
    onlyOwn('map', ['state', 'api', 'geo']),
    // Borders and names are those of the grids; nothing of the page may come with them.
    {
      name: 'first-uses-grids-alone',
      severity: 'error',
      from: { path: '^src/first/' },
      to: { path: '^src/', pathNot: '^src/((first|map|state|geo|api)/|features/land/grids\\.ts$)' },
    },
    onlyOwn('features', ['state', 'api', 'ui', 'geo', 'i18n', 'map', 'app']),
    ...betweenFeatures(),
    {
      name: 'features-see-only-the-seam-of-the-app',
      severity: 'error',
      from: { path: '^src/features/' },
      to: { path: '^src/app/', pathNot: '^src/app/(feature\\.ts|CardTabs\\.vue)$' },
    },
    {
      name: 'only-the-list-names-features',
      severity: 'error',
      from: { path: '^src/(app/|main\\.ts)', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/features/', pathNot: '^src/features/[^/]+/index\\.ts$' },
    },
    {
      name: 'features-are-named-in-their-list',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/app/features\\.ts$' },
      to: { path: '^src/features/[^/]+/index\\.ts$' },
    },
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
