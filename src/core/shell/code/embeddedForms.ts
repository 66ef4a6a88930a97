import type { Role } from '../programs/types.ts';
import { documentForms } from './documentForms.ts';
import { editorForms } from './editorForms.ts';
import { scriptForms } from './scriptForms.ts';

/**
 * How a language spells a command, or a file that it writes, reads or deletes: the first group that is there is the
 * command or the path. Flags `g` and usually `m`.
 */
export interface Form {
  readonly pattern: RegExp;
  readonly role: Extract<Role, 'command' | 'read' | 'write' | 'rewrite' | 'delete' | 'remove'>;
}

/** Names of programs, without directories and versions, and the forms of the code that they are given. */
export type Forms = readonly (readonly [programs: string, forms: readonly Form[]])[];

export interface Found {
  readonly role: Form['role'];
  readonly text: string;
}

const longestCode = 65_536;
const mostFound = 64;

let tables: Map<string, Form[]> | null = null;

function formsOf(name: string): readonly Form[] {
  if (tables === null) {
    tables = new Map();
    for (const [programs, forms] of [...editorForms(), ...documentForms(), ...scriptForms()]) {
      for (const program of programs.split('|')) {
        tables.set(program, [...(tables.get(program) ?? []), ...forms]);
      }
    }
  }
  // gcc-13, lua5.4
  return tables.get(name) ?? tables.get(name.replace(/-?\d[\d.]*$/, '')) ?? [];
}

/**
 * What the code of a program spells in forms of its own.
 *
 * @param via - the program and perhaps its subcommand.
 */
export function embeddedIn(code: string, via: string): Found[] {
  if (code.length > longestCode) return [];
  const written = /^\S*/.exec(via)?.[0] ?? via;
  const found: Found[] = [];
  for (const { pattern, role } of formsOf(written)) {
    for (const match of code.matchAll(pattern)) {
      const text = match
        .slice(1)
        .find((group) => group !== undefined)
        ?.trim();
      if (text === undefined || text === '' || found.length >= mostFound) continue;
      found.push({ role, text });
    }
  }
  return found;
}
