/**
 * Checks that the types of the API are those of the server's description, and first that the check can fail: against a
 * description with one renamed field it must.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));
const description = join(home, '../backend/openapi.json');

function agrees(file) {
  const tool = join(home, 'node_modules/openapi-typescript/bin/cli.js');
  const run = spawnSync(
    process.execPath,
    [tool, file, '-o', join(home, 'src/api/schema.ts'), '--array-length', '--enum-values', '--check'],
    {
      cwd: home,
      encoding: 'utf8',
    },
  );
  return run.status === 0;
}

const scratch = mkdtempSync(join(tmpdir(), 'gridmap-api-'));
try {
  const changed = join(scratch, 'openapi.json');
  writeFileSync(changed, readFileSync(description, 'utf8').replaceAll('"revision"', '"edition"'));
  if (agrees(changed)) {
    console.error('the gate is blind: it did not notice a renamed field');
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true });
}
if (agrees(description)) {
  console.log('src/api/schema.ts agrees with backend/openapi.json; a renamed field is noticed');
} else {
  console.error('src/api/schema.ts is not what backend/openapi.json describes: run npm run api');
  process.exitCode = 1;
}
