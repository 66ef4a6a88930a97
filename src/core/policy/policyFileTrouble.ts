import type { Diagnostic, DiagnosticCode } from './diagnostics.ts';

/** What can be wrong with a policy file before anything in it is read. */
export type FileTrouble =
  | { readonly kind: 'not-a-file' }
  | { readonly kind: 'unreadable'; readonly code: string }
  /** The content that a person approved last is no policy for this version of Pinfold. */
  | { readonly kind: 'approved-unreadable'; readonly code: string }
  /** `place` is the file or the folder above it that somebody else than root can change. */
  | { readonly kind: 'owner'; readonly place: string; readonly isLink: boolean };

/** A folder, a pipe or a huge file in a policy's place must not pass for "there is no policy". */
export function describeTrouble(file: string, trouble: FileTrouble): Diagnostic {
  switch (trouble.kind) {
    case 'not-a-file':
      return about(
        file,
        'PF-POLICY-FILE',
        'This is not a policy file: it is no regular file, or it is larger than 256 KB.',
        'Put a regular file in its place, or remove it.',
      );
    case 'unreadable':
      return about(
        file,
        'PF-POLICY-UNREADABLE',
        `The file cannot be read (${trouble.code}), and what it says might be a no.`,
        'Make the file readable for you, or remove it.',
      );
    case 'approved-unreadable':
      return about(
        file,
        'PF-POLICY-APPROVED',
        `The version of this file that was approved last cannot be used (${trouble.code}), and what it says might be a no.`,
        'Update Pinfold, or approve the file as it stands now in the editor.',
      );
    case 'owner':
      return about(
        file,
        'PF-POLICY-OWNER',
        `Only root may be able to change the organisation's policy, but ${trouble.place} ${trouble.isLink ? 'is a link' : 'belongs to somebody else, or others may write it'}.`,
        `An administrator ${trouble.isLink ? 'puts the file itself there' : `runs \`chown root\` and \`chmod go-w\` on ${trouble.place}`}, or removes the file.`,
      );
  }
}

function about(file: string, code: DiagnosticCode, message: string, remedy: string): Diagnostic {
  const start = { line: 1, column: 1, length: 1, path: '' };
  return { severity: 'error', code, file, ...start, message, remedy };
}
