/**
 * PostgreSQL's own parser for the gate on table ownership (backend, `SqlOwnershipTest`). Reads a JSON
 * list of `{ text, language }` from stdin, language `sql` or `plpgsql` (a whole CREATE FUNCTION), and
 * writes a list of `{ trees }` or `{ error }` in the same order. Parameters may be written `?` or `:name`.
 */
import { Buffer } from 'node:buffer';
import { text } from 'node:stream/consumers';
import { loadModule, parsePlPgSQLSync, parseSync, scanSync } from 'libpg-query';

await loadModule();

/** The statement with `$1` for every parameter; PostgreSQL's own scanner tells them from text and comments. */
function withNumberedParameters(sql) {
  const bytes = Buffer.from(sql);
  const { tokens } = scanSync(sql);
  let result = '';
  let end = 0;
  tokens.forEach((token, index) => {
    const word = bytes.toString('utf8', token.start, token.end);
    const next = tokens[index + 1];
    const named = word === ':' && next?.start === token.end && /^[a-z_]/i.test(next.text);
    const asked = word === '?';
    if (token.start >= end && (named || asked)) {
      result += bytes.toString('utf8', end, token.start) + '$1';
      end = named ? next.end : token.end;
    }
  });
  return result + bytes.toString('utf8', end);
}

function statements(sql) {
  if (sql.trim() === '') {
    return [];
  }
  return parseSync(withNumberedParameters(sql)).stmts.map(({ stmt }) => stmt);
}

/** Every expression and statement in the body of a PL/pgSQL function. */
function bodies(node, found = []) {
  if (node && typeof node === 'object') {
    for (const [key, value] of Object.entries(node)) {
      if (key.startsWith('PLpgSQL_stmt_dyn') || key === 'dynquery') {
        throw new Error('it executes a text that is made while it runs');
      }
      if (key === 'PLpgSQL_expr') {
        found.push(value);
      } else {
        bodies(value, found);
      }
    }
  }
  return found;
}

/** Ways in which PL/pgSQL reads a text: PostgreSQL's RawParseMode. */
const EXPRESSION = 2;
const FIRST_ASSIGNMENT = 3;

function plpgsql(definition) {
  return bodies(parsePlPgSQLSync(definition)).flatMap(({ query, parseMode = 0 }) => {
    if (parseMode >= FIRST_ASSIGNMENT) {
      return statements(`SELECT ${query.replace(/^.*?:?=/s, '')}`);
    }
    return statements(parseMode === EXPRESSION ? `SELECT ${query}` : query);
  });
}

const answers = JSON.parse(await text(process.stdin)).map(({ text: sql, language }) => {
  try {
    return { trees: language === 'plpgsql' ? plpgsql(sql) : statements(sql) };
  } catch (error) {
    return { error: error.message };
  }
});
process.stdout.write(JSON.stringify(answers));
