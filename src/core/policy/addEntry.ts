import { applyEdits, modify } from 'jsonc-parser';
import type { PolicyFile } from './schema.ts';

/** An entry that makes a policy file allow more. */
export type Entry =
  | { readonly list: 'relax'; readonly value: NonNullable<PolicyFile['relax']>[number] }
  | { readonly list: 'zones'; readonly value: NonNullable<PolicyFile['zones']>[number] };

/** A file that says nothing yet. */
export const emptyPolicyText = '{\n  "version": 1\n}\n';

/**
 * The text of a policy file with one entry more at the end of a list. Everything else stays as it is, comments too.
 * @param text a policy that parses; empty where there is none
 */
export function withEntry(text: string, { list, value }: Entry): string {
  const before = text.trim() === '' ? emptyPolicyText : text;
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  const edits = modify(before, [list, -1], value, { isArrayInsertion: true, formattingOptions });
  return applyEdits(before, edits);
}
