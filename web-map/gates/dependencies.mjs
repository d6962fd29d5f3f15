/**
 * Checks which folder uses which, and first that the check can fail: the fixture in `violation/` breaks every rule
 * on purpose, and each break must be named. A run that saw next to no module is a failure too, for that is how this
 * gate once passed.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));

function cruise(folder) {
  const tool = join(home, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(home, '.dependency-cruiser.mjs');
  const run = spawnSync(process.execPath, [tool, '--config', config, '--output-type', 'json', 'src'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!run.stdout.startsWith('{'))
    throw new Error(`dependency-cruiser did not run: ${run.stderr}${run.stdout}`);
  const { summary, modules } = JSON.parse(run.stdout);
  const own = modules.filter(({ source }) => source.startsWith('src/'));
  return { own, violations: summary.violations };
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}

const planted = cruise(join(home, 'gates/violation'));
const caught = new Set(planted.violations.map(({ from, to, rule }) => `${from} → ${to} ${rule.name}`));
for (const [from, to, rule] of [
  ['geo/wrong.ts', 'src/map/drawn.ts', 'geo-uses-only-its-own'],
  ['geo/wrong.ts', 'vue', 'geo-is-pure'],
  ['state/wrong.ts', 'src/ui/Wrong.vue', 'state-uses-only-its-own'],
  ['ui/Wrong.vue', 'src/map/drawn.ts', 'ui-uses-only-its-own'],
  ['ui/Wrong.vue', '@cesium/engine', 'cesium-and-openlayers-only-in-map'],
  ['ui/WrongToo.vue', 'src/features/alpha/face.ts', 'ui-uses-only-its-own'],
  ['map/wrong.ts', 'src/features/alpha/inner.ts', 'map-uses-only-its-own'],
  ['features/beta/Wrong.vue', 'src/features/alpha/inner.ts', 'features-keep-to-their-arrows'],
  ['features/beta/Wrong.vue', 'src/features/alpha/face.ts', 'features-keep-to-their-arrows'],
  ['features/beta/Wrong.vue', 'src/app/shell.ts', 'features-see-only-the-seam-of-the-app'],
  ['app/shell.ts', 'src/features/alpha/inner.ts', 'only-the-list-names-features'],
  ['app/shell.ts', 'src/features/alpha/index.ts', 'features-are-named-in-their-list'],
]) {
  const found = [...caught].some(
    (each) => each.startsWith(`src/${from} → `) && each.includes(to) && each.endsWith(` ${rule}`),
  );
  if (!found) fail(`the gate is blind: it did not catch ${from} → ${to} (${rule})`);
}

const files = readdirSync(join(home, 'src'), { recursive: true }).filter(
  (name) => /\.(ts|vue)$/.test(name) && !name.endsWith('.d.ts'),
);
const real = cruise(home);
const seen = new Set(real.own.map(({ source }) => source));
for (const name of files) {
  if (!seen.has(join('src', name))) fail(`dependency-cruiser did not look at src/${name}`);
}
const usesCesium = real.own.some(({ dependencies }) =>
  dependencies.some(({ resolved }) => resolved.includes('@cesium/engine')),
);
if (!usesCesium) fail('dependency-cruiser found no use of Cesium at all: it does not resolve packages');
for (const { from, to, rule } of real.violations) fail(`${rule.name}: ${from} → ${to}`);
if (!process.exitCode) {
  console.log(
    `${String(real.own.length)} modules keep the rules; ${String(caught.size)} planted violations caught`,
  );
}
