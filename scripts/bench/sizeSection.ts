import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { summarise } from './measure.ts';
import { atMost, type Row, type Section } from './report.ts';

/** KiB that a bundle may have: the hook is loaded at every call, the extension at every window. */
const limits: Readonly<Record<string, number>> = { 'hook.cjs': 100, 'extension.cjs': 400 };

/** Sizes of what the build makes. */
export function sizeSection(): Section {
  const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
  const bundles = readdirSync(dist).filter((name) => name.endsWith('.cjs'));
  return {
    title: 'size',
    how: 'bundles in dist, minified',
    rows: bundles.map((name) => rowFor(name, readFileSync(join(dist, name)))),
  };
}

function rowFor(name: string, content: Buffer): Row {
  const size = content.length / 1024;
  const limit = limits[name];
  const compressed = (gzipSync(content).length / 1024).toFixed(1);
  const row = {
    what: `${name} (${compressed} KiB compressed)`,
    unit: 'KiB',
    sample: summarise([size]),
  };
  return limit === undefined ? row : { ...row, aim: atMost(limit, 'KiB', size) };
}
