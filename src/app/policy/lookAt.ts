import type { FileTrouble } from '../../core/policy/policyFileTrouble.ts';
import { type Files, FilesError } from '../../ports/files.ts';

/** What stands in the place of a policy file. */
export type Look =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'trouble'; readonly trouble: FileTrouble };

/** In bytes. A policy file larger than this is an error, not a policy. Settings hold more than policy. */
const largest = { policy: 256 * 1024, settings: 4 * 1024 * 1024 } as const;

/** Looks without judging. Never throws, and never waits for what is no regular file. */
export function lookAt(path: string, isSettings: boolean, files: Files): Look {
  const limit = isSettings ? largest.settings : largest.policy;
  try {
    if (files.lstat(path) === null) return { kind: 'nothing' };
    const text = files.readText(path, limit + 1);
    return text === null || isLonger(text, limit)
      ? { kind: 'trouble', trouble: { kind: 'not-a-file' } }
      : { kind: 'text', text };
  } catch (error) {
    if (!(error instanceof FilesError)) throw error;
    return { kind: 'trouble', trouble: { kind: 'unreadable', code: error.code } };
  }
}

/** What a look amounts to, to compare with a later one: the digest of a text, or what stands there instead. */
export function markOf(
  look: Look,
  sha256: (text: string) => string,
): { readonly digest: string | null; readonly instead?: string } {
  switch (look.kind) {
    case 'nothing':
      return { digest: null };
    case 'text':
      return { digest: sha256(look.text) };
    case 'trouble':
      return { digest: null, instead: troubleMark(look.trouble) };
  }
}

function troubleMark(trouble: FileTrouble): string {
  return trouble.kind === 'unreadable' ? `unreadable ${trouble.code}` : trouble.kind;
}

/** Whether a text takes more bytes than this as UTF-8. */
function isLonger(text: string, bytes: number): boolean {
  if (text.length * 3 <= bytes) return false;
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
    if (length > bytes) return true;
  }
  return false;
}
