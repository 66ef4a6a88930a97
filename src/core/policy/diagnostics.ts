/**
 * What Pinfold says about a policy file: where, what, and what to do.
 */

/** Stable codes; `docs/policy.md` lists them for users. */
export type DiagnosticCode =
  | 'PF-POLICY-SIZE'
  | 'PF-POLICY-DEPTH'
  | 'PF-POLICY-EMPTY'
  | 'PF-POLICY-SYNTAX'
  | 'PF-POLICY-DUPLICATE-KEY'
  | 'PF-POLICY-UNKNOWN-KEY'
  | 'PF-POLICY-MISSING-KEY'
  | 'PF-POLICY-TYPE'
  | 'PF-POLICY-VALUE'
  | 'PF-POLICY-VERSION'
  | 'PF-POLICY-RANGE'
  | 'PF-POLICY-BLANK'
  | 'PF-POLICY-NAME'
  | 'PF-POLICY-DUPLICATE-NAME'
  | 'PF-POLICY-ZONE'
  | 'PF-POLICY-TEXT'
  | 'PF-POLICY-PATTERN'
  | 'PF-POLICY-HOST'
  | 'PF-POLICY-COMMAND'
  | 'PF-POLICY-AGENT'
  | 'PF-POLICY-LAYER'
  | 'PF-POLICY-RULE'
  | 'PF-POLICY-FILE'
  | 'PF-POLICY-OWNER'
  | 'PF-POLICY-APPROVED'
  | 'PF-POLICY-UNREADABLE'
  | 'PF-POLICY-SETTING'
  | 'PF-POLICY-WAITS'
  | 'PF-POLICY-MORE'
  | 'PF-POLICY-NOT-ENFORCED'
  | 'PF-POLICY-ANCHORED'
  | 'PF-POLICY-ONE-AGENT'
  | 'PF-POLICY-SHADOWED'
  | 'PF-POLICY-NO-EFFECT';

export interface Diagnostic {
  readonly severity: 'error' | 'note';
  readonly code: DiagnosticCode;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units; a byte-order mark at the start of the file does not count. */
  readonly column: number;
  /** UTF-16 units of the marked text that stand on `line`, at least 1. */
  readonly length: number;
  /** Where in the value, e.g. `zones[2].edit`; empty for the file as a whole. */
  readonly path: string;
  /** One sentence in plain English. */
  readonly message: string;
  /** What to do. */
  readonly remedy: string;
  /** The entry that the file would have become a rule of, e.g. `zones.lab`. */
  readonly ruleHint?: string;
}

/** Control, bidirectional and invisible characters, and halves of a surrogate pair. */
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/u;
const everyUnprintable = new RegExp(unprintable.source, 'gu');

/** True when a text would show otherwise than it is: it does not belong in a policy. */
export function hasUnprintable(text: string): boolean {
  return unprintable.test(text);
}

/** A text from a file, safe for a terminal and for a message: escaped, capped, in backticks. */
export function quoted(text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  const escaped = shown.replace(
    everyUnprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `\`${escaped.replaceAll('`', "'")}\``;
}

/** Byte-order mark off: editors do not count it, and JSON does not know it. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Lines as editors count them: `\n`, `\r\n` and `\r` end one. Never empty. */
export function splitLines(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}

/**
 * Diagnostics for a terminal, one block each: place and sentence, the line of the file with the text marked, the remedy.
 * @param source the text of the file that all diagnostics are about.
 */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], source: string): string {
  const lines = splitLines(withoutByteOrderMark(source));
  return diagnostics.map((diagnostic) => formatOne(diagnostic, lines)).join('\n\n');
}

function formatOne(diagnostic: Diagnostic, lines: readonly string[]): string {
  const { file, line, column, severity, code, message, remedy } = diagnostic;
  const head = `${plain(file)}:${line}:${column}: ${severity} ${code}: ${message}`;
  const excerpt = lines[line - 1];
  const marked = excerpt === undefined ? [] : markedLine(excerpt, diagnostic);
  return [head, ...marked, `  → ${remedy}`].join('\n');
}

const excerptWidth = 100;

/** The line and below it the mark. A long line is cut to a window that holds the place. */
function markedLine(text: string, { line, column, length }: Diagnostic): readonly string[] {
  const start = column <= excerptWidth - 20 ? 0 : column - 1 - 40;
  const end = Math.min(text.length, start + excerptWidth);
  const gutter = `  ${line} | `;
  const lead = start > 0 ? '…' : '';
  const trail = end < text.length ? '…' : '';
  const before = plain(text.slice(start, column - 1));
  const width = Math.max(1, Math.min(length, end - (column - 1)));
  const blank = lead.replace('…', ' ') + before.replace(/[^\t]/g, ' ');
  return [
    `${gutter}${lead}${plain(text.slice(start, end))}${trail}`,
    `${' '.repeat(gutter.length - 2)}| ${blank}${'^'.repeat(width)}`,
  ];
}

/** What would steer a terminal becomes a dot of the same width; tabs stay. */
function plain(text: string): string {
  return text.replace(everyUnprintable, (character) => (character === '\t' ? '\t' : '·'));
}
