/**
 * The plain settings of a TOML text, by their dotted names: `[features]` and `hooks = false` is `features.hooks`.
 * It reads what decides whether hooks run and no more: values stay as written, lists and texts over several lines are
 * passed over.
 */
export function tomlSettings(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let table = '';
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const header = /^\s*\[\s*([^[\]]+?)\s*\]\s*(?:#.*)?$/.exec(line);
    if (header !== null) table = `${keyOf(header[1] ?? '')}.`;
    const [, key, value = ''] = /^\s*([\w."'\s-]+?)\s*=\s*(.*)$/.exec(line) ?? [];
    if (key === undefined) continue;
    const name = table + keyOf(key);
    const inner = /^\{(.*)\}/.exec(value)?.[1];
    if (inner === undefined) found.set(name, plain(value));
    for (const pair of inner?.split(',') ?? []) {
      const [, part, given = ''] = /^\s*([\w."'-]+)\s*=\s*(.*)$/.exec(pair) ?? [];
      if (part !== undefined) found.set(`${name}.${keyOf(part)}`, plain(given));
    }
  }
  return found;
}

function keyOf(written: string): string {
  return written.replaceAll(/["'\s]/g, '');
}

function plain(value: string): string {
  return value.replace(/\s*#.*$/, '').trim();
}
