/**
 * Checks which folder uses which, and first that the check can fail: the fixture in `violation/` breaks four rules and
 * all four must be named. A run that saw next to no module is a failure too, for that is how this gate once passed.
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
const caught = new Set(planted.violations.map(({ from, rule }) => `${from} ${rule.name}`));
for (const expected of [
  'src/geo/wrong.ts geo-uses-only-its-own',
  'src/geo/wrong.ts geo-is-pure',
  'src/ui/Wrong.vue ui-uses-only-its-own',
  'src/ui/Wrong.vue cesium-and-openlayers-only-in-map',
  'src/state/wrong.ts state-uses-only-its-own',
]) {
  if (!caught.has(expected)) fail(`the gate is blind: it did not catch ${expected}`);
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
