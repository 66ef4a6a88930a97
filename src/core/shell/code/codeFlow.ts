import { codeAccesses } from './codeAccesses.ts';
import { mark } from './maskCode.ts';
import type { ReducedCode } from './reduceCode.ts';
import { fetchesInCode } from './unseenCode.ts';
import { fromBase64 } from './decoded.ts';
import { textField } from '../words/field.ts';
import type { Machine } from '../machine.ts';
import { joinPath, type Scope } from '../state/scope.ts';
import { pathOf } from '../streams/writtenFiles.ts';

/** What code writes while it fetches is a download, for whoever runs it afterwards. */
export function markDownloads(
  code: string,
  reduced: ReducedCode,
  scope: Scope,
  machine: Machine,
  via: string,
): void {
  if (!fetchesInCode(code)) return;
  const { base } = scope;
  for (const { role, path } of codeAccesses(reduced, via)) {
    if (role !== 'write' || (base.kind !== 'known' && !path.startsWith('/'))) continue;
    machine.written.spoil(joinPath(base.kind === 'known' ? base.path : '/', path), true);
  }
}

/** Whether a command that code spells out names a file which came from the network. */
export function runsArrival(words: readonly string[], scope: Scope, machine: Machine): boolean {
  const { arrivals } = machine.written;
  if (arrivals.isEmpty) return false;
  return words
    .flatMap((word) => word.split(/\s+/))
    .slice(0, 64)
    .some((word) => {
      const path = word === '' ? null : pathOf(textField(word), scope);
      return path !== null && arrivals.covers(path);
    });
}

const runs = String.raw`\b(?:exec|eval|Function|compile|loadstring|load|instance_eval|class_eval)\s{0,4}\(?\s{0,4}`;
const evaluated = new RegExp(`${runs}${mark}`, 'g');
/** Decoders whose name hides behind a call (`__import__('base64').b64decode('…')`). */
const decodedNext = new RegExp(`${runs}[^;\\n]{0,80}?\\bb64decode\\s{0,4}\\(\\s{0,4}${mark}`, 'g');

/** Code that is a text in code: `exec(b64decode('…'))` once it is decoded. */
export function evaluatedTexts({ text, literals }: ReducedCode): string[] {
  const value = (match: RegExpMatchArray): string => literals[Number(match[1])] ?? '';
  const plain = Array.from(text.matchAll(evaluated)).slice(0, 4).map(value);
  const hidden = Array.from(text.matchAll(decodedNext))
    .slice(0, 4)
    .map((match) => fromBase64(value(match)) ?? '');
  return [...plain, ...hidden].filter((each) => each.length >= 8);
}
