import type { JSONPath, Node } from 'jsonc-parser';
import { findNodeAtLocation } from 'jsonc-parser';
import type { LayerName } from '../actions/decision.ts';
import { type Diagnostic, type DiagnosticCode, hasUnprintable, splitLines } from './diagnostics.ts';

/** A stretch of the text, in UTF-16 units. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** Something to say about the file, before it is given a line and a column. */
export interface Finding {
  readonly severity: 'error' | 'note';
  readonly code: DiagnosticCode;
  readonly path: JSONPath;
  /** What to mark: the value at `path`, its key, the bracket that opens it, or a stretch of the text. */
  readonly mark: 'value' | 'key' | 'open' | Span;
  readonly message: string;
  readonly remedy: string;
}

export interface PolicyFileSource {
  /** As it is shown in messages. */
  readonly file: string;
  readonly layer: LayerName;
  /** A person approved this content: nothing in it waits. */
  readonly approved?: boolean;
}

export function error(
  code: DiagnosticCode,
  path: JSONPath,
  message: string,
  remedy: string,
  mark: Finding['mark'] = 'value',
): Finding {
  return { severity: 'error', code, path, mark, message, remedy };
}

export function note(
  code: DiagnosticCode,
  path: JSONPath,
  message: string,
  remedy: string,
  mark: Finding['mark'] = 'value',
): Finding {
  return { severity: 'note', code, path, mark, message, remedy };
}

/** Turns findings into diagnostics of one file. */
export class Locator {
  private readonly lineStarts: readonly number[];
  private readonly text: string;
  private readonly root: Node | undefined;
  private readonly file: string;

  constructor(text: string, root: Node | undefined, file: string) {
    this.text = text;
    this.root = root;
    this.file = file;
    const starts = [0];
    for (const { index, 0: ending } of text.matchAll(/\r\n|\n|\r/g))
      starts.push(index + ending.length);
    this.lineStarts = starts;
  }

  /** What a finding marks, and where the value it is about ends. */
  span({ path, mark }: Finding): Span & { readonly end: number } {
    if (typeof mark === 'object') return { ...mark, end: mark.offset + mark.length };
    const node = this.nearest(path);
    if (node === undefined) return { offset: 0, length: 1, end: this.text.length };
    const end = node.offset + node.length;
    const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    if (mark === 'key' && key !== undefined) return { offset: key.offset, length: key.length, end };
    const composite = node.type === 'object' || node.type === 'array';
    return { offset: node.offset, length: mark === 'open' || composite ? 1 : node.length, end };
  }

  diagnostic(finding: Finding): Diagnostic {
    const { severity, code, message, remedy, path } = finding;
    const { offset, length } = this.span(finding);
    const { line, column } = this.position(offset);
    const rest = splitLines(this.text.slice(offset, offset + Math.max(1, length)))[0]!;
    const ruleHint = this.ruleHint(path);
    return {
      severity,
      code,
      file: this.file,
      line,
      column,
      length: Math.max(1, rest.length),
      path: formatPath(path),
      message,
      remedy,
      ...(ruleHint === undefined ? {} : { ruleHint }),
    };
  }

  private position(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.lineStarts[low]! + 1 };
  }

  /** The node at a path, else the nearest one above it. */
  private nearest(path: JSONPath): Node | undefined {
    if (this.root === undefined) return undefined;
    for (let depth = path.length; depth > 0; depth--) {
      const node = findNodeAtLocation(this.root, path.slice(0, depth));
      if (node !== undefined) return node;
    }
    return this.root;
  }

  private ruleHint(path: JSONPath): string | undefined {
    const [section, position] = path;
    if (section === undefined) return undefined;
    if (section === 'zones' && typeof position === 'number' && this.root !== undefined) {
      const name: unknown = findNodeAtLocation(this.root, ['zones', position, 'name'])?.value;
      if (typeof name === 'string' && /^[a-z0-9-]{1,64}$/.test(name)) return `zones.${name}`;
    }
    return formatPath(path.slice(0, typeof position === 'number' ? 2 : 1));
  }
}

/** `zones[2].edit`; keys that are no plain words are quoted and escaped. */
export function formatPath(path: JSONPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\w$]+$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${escapeKey(step)}]`;
  }
  return text;
}

function escapeKey(key: string): string {
  const shown = key.length > 60 ? `${key.slice(0, 57)}…` : key;
  const escaped = Array.from(shown, (character) =>
    hasUnprintable(character)
      ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
      : character,
  ).join('');
  return `"${escaped.replaceAll('"', '\\"')}"`;
}
