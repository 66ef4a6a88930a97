import { archives } from './archives.ts';
import { build } from './build.ts';
import { containers } from './containers.ts';
import { desktop } from './desktop.ts';
import { files } from './files.ts';
import { git } from './git.ts';
import { interpreters } from './interpreters.ts';
import { network } from './network.ts';
import { packages } from './packages.ts';
import { search } from './search.ts';
import { security } from './security.ts';
import { system } from './system.ts';
import { text } from './text.ts';
import type { ProgramFacts, ProgramGroup } from './types.ts';
import { wrappers } from './wrappers.ts';

const groups: readonly ProgramGroup[] = [
  files,
  text,
  search,
  archives,
  git,
  network,
  interpreters,
  wrappers,
  packages,
  build,
  containers,
  security,
  system,
  desktop,
];

let table: Map<string, ProgramFacts> | null = null;

/** Built on first use: most hook calls are not about shells. */
function programs(): Map<string, ProgramFacts> {
  if (table !== null) return table;
  table = new Map();
  for (const group of groups) {
    for (const [names, facts] of Object.entries(group)) {
      for (const name of names.split('|')) table.set(name, facts);
    }
  }
  return table;
}

/** What is known about a program, by its name without directories; null when nothing is. */
export function factsOf(name: string): ProgramFacts | null {
  const all = programs();
  const exact = all.get(name) ?? all.get(name.toLowerCase());
  if (exact !== undefined) return exact;
  // python3.12, gcc-13, clang++-17
  const plain = /^([A-Za-z][A-Za-z+_-]*?)-?\d[\d.]*$/.exec(name)?.[1];
  return plain === undefined ? null : (all.get(plain) ?? null);
}

/** All names, in the order of the groups: file programs first. */
export function programNames(): string[] {
  return [...programs().keys()];
}
