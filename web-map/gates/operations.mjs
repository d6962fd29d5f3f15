/**
 * Checks that the page hangs on the server's description of operations: against a copy with one field of an operation
 * renamed and one reason added, the compiler must name the file that draws and the one that holds the words.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'gridmap-operations-'));

function run(tool, args) {
  return spawnSync(process.execPath, [join(home, 'node_modules', tool), ...args], {
    cwd: scratch,
    encoding: 'utf8',
  });
}

try {
  const description = JSON.parse(readFileSync(join(home, '../backend/openapi.json'), 'utf8'));
  const { MoveVertex, Reason } = description.components.schemas;
  MoveVertex.properties.place = MoveVertex.properties.to;
  delete MoveVertex.properties.to;
  MoveVertex.required = MoveVertex.required.map((name) => (name === 'to' ? 'place' : name));
  Reason.enum.push('PLANTED');
  writeFileSync(join(scratch, 'openapi.json'), JSON.stringify(description));

  for (const name of ['src', 'tsconfig.json'])
    cpSync(join(home, name), join(scratch, name), { recursive: true });
  symlinkSync(join(home, 'node_modules'), join(scratch, 'node_modules'));
  const types = ['-o', 'src/api/schema.ts', '--array-length', '--enum-values'];
  run('openapi-typescript/bin/cli.js', ['openapi.json', ...types]);
  const { stdout } = run('vue-tsc/bin/vue-tsc.js', ['--noEmit']);
  for (const [file, what, planted] of [
    [/^src\/features\/plan\/(?!words).*error/m, 'an operation', 'a renamed field'],
    [/^src\/features\/plan\/words\/edit\.zh\.ts.*error.*PLANTED/m, 'words', 'a reason without words'],
  ]) {
    if (!file.test(stdout)) {
      console.error(
        `the compiler is blind: it did not notice ${planted} where the page has ${what}\n${stdout}`,
      );
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(scratch, { recursive: true });
}
if (!process.exitCode)
  console.log('a renamed field of an operation and a reason without words fail the check');
