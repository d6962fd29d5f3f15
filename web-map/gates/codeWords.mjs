/**
 * Writes the words of the codes of the register from the server's description, `x-words`, where they are declared;
 * with `--check` only says whether they are the same, and first that the check can fail.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const home = fileURLToPath(new URL('..', import.meta.url));
const target = `${home}src/api/codeWords.ts`;

async function written(description) {
  const lists = Object.entries(description.components.schemas).filter(([, schema]) => schema['x-words']);
  const words = Object.fromEntries(
    ['zh', 'en'].map((language) => [
      language,
      Object.fromEntries(
        lists.map(([name, schema]) => [
          name,
          Object.fromEntries(schema.enum.map((code) => [code, schema['x-words'][language][code]])),
        ]),
      ),
    ]),
  );
  const source = `/** Words of codes, made from backend/openapi.json by \`npm run api\`. */
export const CODE_WORDS = ${JSON.stringify(words)} as const;`;
  return format(source, { ...(await resolveConfig(target)), parser: 'typescript' });
}

const description = JSON.parse(readFileSync(`${home}../backend/openapi.json`, 'utf8'));
if (process.argv.includes('--check')) {
  const present = readFileSync(target, 'utf8');
  const changed = JSON.parse(JSON.stringify(description));
  changed.components.schemas.Sex['x-words'].zh.FEMALE = '';
  if ((await written(changed)) === present) {
    console.error('the gate is blind: it did not notice a word that is gone');
    process.exitCode = 1;
  }
  if ((await written(description)) === present) {
    console.log('src/api/codeWords.ts agrees with backend/openapi.json; a lost word is noticed');
  } else {
    console.error('src/api/codeWords.ts is not what backend/openapi.json says: run npm run api');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, await written(description));
}
