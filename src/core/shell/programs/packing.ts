import type { ProgramFacts, ProgramGroup } from './types.ts';

/** Around names, between names and facts, between programs. None of them is in a name or in JSON. */
const aroundName = '\u0001';
const beforeFacts = '\u0002';
const afterFacts = '\n';

/** Each program: its names, then its facts as JSON. Where two groups know the same name, the later one stands later. */
export function packPrograms(groups: readonly ProgramGroup[]): string {
  return groups
    .flatMap((group) => Object.entries(group))
    .map(([names, facts]) => {
      const list = names.split('|').join(aroundName);
      return aroundName + list + aroundName + beforeFacts + JSON.stringify(facts) + afterFacts;
    })
    .join('');
}

/** What the last program of this name is, or null. */
export function factsIn(packed: string, name: string): ProgramFacts | null {
  const at = packed.lastIndexOf(aroundName + name + aroundName);
  if (at === -1 || name.includes(aroundName)) return null;
  const start = packed.indexOf(beforeFacts, at) + 1;
  // What packPrograms wrote.
  return JSON.parse(packed.slice(start, packed.indexOf(afterFacts, start))) as ProgramFacts;
}

/** All names, each once. */
export function namesIn(packed: string): string[] {
  const names = packed
    .split(afterFacts)
    .flatMap((program) => program.slice(0, program.indexOf(beforeFacts)).split(aroundName));
  return [...new Set(names)].filter((name) => name !== '');
}
