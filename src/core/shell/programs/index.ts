import { packedPrograms } from './packed.ts';
import { factsIn, namesIn } from './packing.ts';
import type { ProgramFacts } from './types.ts';

const known = new Map<string, ProgramFacts | null>();

/** A hook asks for a few names: they are found in the packed text, and the other thousand never become objects. */
function programOf(name: string): ProgramFacts | null {
  let facts = known.get(name);
  if (facts === undefined) {
    facts = factsIn(packedPrograms, name);
    known.set(name, facts);
  }
  return facts;
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
  return namesIn(packedPrograms);
}
