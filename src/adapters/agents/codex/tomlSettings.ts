/**
 * The plain settings of a TOML text, by their dotted names: `[features]` and `hooks = false` is `features.hooks`.
 * It reads what decides whether hooks run and no more: values stay as written, and a text that is no TOML may give
 * anything, because Codex refuses it. Strings, comments and lists over several lines are passed over as TOML 1.0 does,
 * so that nothing in them moves what comes after, and names count as they are meant, with their escapes.
 */
export function tomlSettings(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let table: readonly string[] = [];
  for (const statement of statementsOf(text)) {
    if (statement[0] === '[') table = keyOf(statement.filter((token) => !/^[[\]]$/.test(token)));
    else keep(statement, table, found);
  }
  return found;
}

const tokens =
  /"""(?:\\[^]|[^\\])*?"{3,5}|'''[^]*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|[\w-]+|[^\S\n]+|[^]/g;

/** A key with its value, or the head of a table, as tokens without comments; brackets hold lines together. */
function statementsOf(text: string): string[][] {
  const statements: string[][] = [];
  let statement: string[] = [];
  let depth = 0;
  const end = (): void => {
    if (statement.length > 0) statements.push(statement);
    statement = [];
  };
  for (const [token] of text.replace(/^\uFEFF/, '').matchAll(tokens)) {
    if (/^[[{]$/.test(token)) depth += 1;
    if (/^[\]}]$/.test(token)) depth -= 1;
    if (token === '\n' && depth <= 0) end();
    else if (!/^(?:\s|#)/.test(token)) statement.push(token);
  }
  end();
  return statements;
}

/** Nothing that we look for has more names. */
const deepest = 4;

function keep(
  statement: readonly string[],
  table: readonly string[],
  found: Map<string, string>,
): void {
  const at = statement.indexOf('=');
  if (at === -1) return;
  const name = [...table, ...keyOf(statement.slice(0, at))];
  const value = statement.slice(at + 1);
  if (value[0] !== '{' || name.length > deepest) {
    found.set(name.join('.'), value[0] === '{' ? '{' : value.join(' '));
    return;
  }
  for (const pair of pairsOf(value.slice(1, -1))) keep(pair, name, found);
}

/** What stands between the commas of an inline table. */
function pairsOf(inner: readonly string[]): string[][] {
  const pairs: string[][] = [[]];
  let depth = 0;
  for (const token of inner) {
    if (/^[[{]$/.test(token)) depth += 1;
    if (/^[\]}]$/.test(token)) depth -= 1;
    if (token === ',' && depth === 0) pairs.push([]);
    else pairs.at(-1)?.push(token);
  }
  return pairs;
}

function keyOf(words: readonly string[]): string[] {
  return words.filter((token) => token !== '.').map(nameOf);
}

function nameOf(token: string): string {
  if (token.startsWith("'")) return token.slice(1, -1);
  if (!token.startsWith('"')) return token;
  return token
    .slice(1, -1)
    .replace(/\\(?:u([\da-f]{4})|U([\da-f]{8})|(.))/gi, (_, short, long, other) =>
      other === undefined ? letterOf(String(short ?? long)) : String(other),
    );
}

function letterOf(hex: string): string {
  const point = Number.parseInt(hex, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '';
}
