/**
 * Checks the server's description against the recommended rules of Redocly, and first that the check can fail: a
 * description that asks for an unknown way to sign in must be found.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const description = fileURLToPath(new URL('../../backend/openapi.json', import.meta.url));
const config = await createConfig({ extends: ['recommended'] });

async function errors(source) {
  const problems = await lintFromString({ source, absoluteRef: description, config });
  return problems.filter((problem) => problem.severity === 'error');
}

const source = readFileSync(description, 'utf8');
const changed = JSON.stringify({ ...JSON.parse(source), security: [{ nobody: [] }] });
if ((await errors(changed)).length === 0) {
  console.error('the gate is blind: it did not notice an unknown way to sign in');
  process.exitCode = 1;
}
const found = await errors(source);
for (const { ruleId, message, location } of found) {
  console.error(`${ruleId}: ${message} (${location[0]?.pointer ?? ''})`);
}
if (found.length > 0) {
  process.exitCode = 1;
} else {
  console.log('backend/openapi.json keeps the recommended rules; an unknown way to sign in is noticed');
}
