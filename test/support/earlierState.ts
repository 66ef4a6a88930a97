import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const lifecycleCases = join(import.meta.dirname, '../cases/lifecycle');

/**
 * Puts what an earlier version left behind into a home: settings and state, as if they had been written there.
 * @param name a folder of test/cases/lifecycle
 */
export function placeEarlierState(name: string, home: string): void {
  const from = join(lifecycleCases, name);
  const inPlace = (text: string): string =>
    text.replaceAll('/home/dev', home).replaceAll('/usr/bin/node', process.execPath);
  const settings = inPlace(readFileSync(join(from, 'settings.json'), 'utf8'));
  mkdirSync(join(home, '.claude'));
  writeFileSync(join(home, '.claude/settings.json'), settings);
  const state = join(home, '.local/state/pinfold');
  mkdirSync(state, { recursive: true, mode: 0o700 });
  cpSync(join(from, 'state'), state, { recursive: true });
  const entries = readdirSync(state, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    // The trail is chained: what stands in it stays what it was.
    if (entry.parentPath.endsWith('audit')) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(file, inPlace(readFileSync(file, 'utf8')));
  }
  const record = join(state, 'installs/claude-code.json');
  const installed = JSON.parse(readFileSync(record, 'utf8')) as object;
  const written = createHash('sha256').update(settings).digest('hex');
  writeFileSync(record, JSON.stringify({ ...installed, written }));
}
