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

const known = new Map<string, ProgramFacts | null>();

/** Looked for and remembered: a hook asks for a few names, and a table of all costs it most of a millisecond. */
function programOf(name: string): ProgramFacts | null {
  let facts = known.get(name);
  if (facts === undefined) {
    facts = findProgram(name);
    known.set(name, facts);
  }
  return facts;
}

/** Where two groups know the same name, the later one counts. */
function findProgram(name: string): ProgramFacts | null {
  let found: ProgramFacts | null = null;
  for (const group of groups) {
    for (const names of Object.keys(group)) {
      if (names.includes(name) && names.split('|').includes(name)) found = group[names] ?? null;
    }
  }
  return found;
}

/** What is known about a program, by its name without directories; null when nothing is. */
export function factsOf(name: string): ProgramFacts | null {
  const exact = programOf(name) ?? programOf(name.toLowerCase());
  if (exact !== null) return exact;
  // python3.12, gcc-13, clang++-17
  const plain = /^([A-Za-z][A-Za-z+_-]*?)-?\d[\d.]*$/.exec(name)?.[1];
  return plain === undefined ? null : programOf(plain);
}

/** All names, in the order of the groups: file programs first. */
export function programNames(): string[] {
  const all = groups.flatMap((group) => Object.keys(group));
  return [...new Set(all.flatMap((names) => names.split('|')))];
}
