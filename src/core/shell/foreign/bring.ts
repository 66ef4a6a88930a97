import {
  exactText,
  type Field,
  headText,
  originOf,
  type Output,
  shownText,
  textField,
  unknownField,
} from '../words/field.ts';
import type { Machine } from '../machine.ts';
import { joinPath, type Scope } from '../state/scope.ts';
import { pathOf } from '../streams/writtenFiles.ts';
import { byName } from './byName.ts';
import { type Fetcher, fetchers, foreignPrinters } from './fetchers.ts';
import { isShared, lastName, stemOf } from './landing.ts';
import { lineOf } from './loads.ts';
import { compilers } from './sources.ts';
import { bringCompiled, bringPatched, bringUnpacked, unpackers } from './unpack.ts';

const fetchersOf = byName(fetchers);
const printersOf = byName(foreignPrinters);

/**
 * Remembers what a call brings from the network: clones, unpacked downloads, what is compiled of them.
 *
 * @returns what the call prints where that is somebody else's text, else null.
 */
export function bring(
  name: string,
  words: readonly Field[],
  scope: Scope,
  machine: Machine,
): Output | null {
  const brought = fetchersOf(name);
  const printers = printersOf(name);
  const line = brought.length + printers.length > 0 ? lineOf(words) : '';
  const fetcher = brought.find(({ verb }) => verb.test(line));
  if (fetcher !== undefined) bringFetched(fetcher, name, words, scope, machine);
  if (/^(?:patch|git)$/.test(name)) bringPatched(name, words, scope, machine);
  if (unpackers.test(name)) bringUnpacked(name, words, scope, machine);
  if (/^(?:cp|install|mv|tee)$/.test(name)) bringCopied(words, scope, machine);
  if (compilers.test(name)) bringCompiled(words, scope, machine);
  return printers.some((each) => each.words.test(line)) ? [unknownField('download')] : null;
}

/** `curl … | install -m755 /dev/stdin tool`: the copy of a download is one; any other stream's is what comes out of it. */
function bringCopied(words: readonly Field[], scope: Scope, machine: Machine): void {
  const streams = words.flatMap((word) =>
    word.pieces.flatMap((piece) => (piece.kind === 'stream' ? [...piece.content] : [])),
  );
  if (streams.length === 0) return;
  const target = words.at(-1) ?? textField('');
  const path = pathOf(target, scope);
  if (path === null) return;
  if (streams.some((field) => originOf(field) === 'download')) machine.written.spoil(path, true);
  else machine.written.replace(target, streams, { ...scope, certain: false });
}

/** Options with their values taken out; the verb's words are dropped by their number. */
function bringFetched(
  fetcher: Fetcher,
  via: string,
  words: readonly Field[],
  scope: Scope,
  machine: Machine,
): void {
  const valued = new Set(`${fetcher.values ?? ''} ${fetcher.target ?? ''}`.split(' '));
  const targets = new Set(fetcher.target?.split(' '));
  const operands: Field[] = [];
  const patterns: Field[] = [];
  let target: Field | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? textField('');
    const head = headText(word);
    if (!head.startsWith('-') || head === '-') {
      operands.push(word);
      continue;
    }
    const equals = head.indexOf('=');
    const option = equals < 0 ? head : head.slice(0, equals);
    if (!valued.has(option)) continue;
    const value = equals < 0 ? words[(index += 1)] : textField(head.slice(equals + 1));
    if (targets.has(option)) target = value;
    else if (/^(?:-p|--pattern)$/.test(option) && value !== undefined) patterns.push(value);
  }
  const { remote, brings } = fetcher;
  const sources =
    remote === undefined
      ? operands.slice(0, 1)
      : operands.filter((word) => remote.test(shownText(word)));
  if (brings === 'whole') {
    const here = sources.length === 0 ? null : pathOf(textField('.'), scope);
    if (here !== null) machine.written.arrivals.addFolder(here);
    return;
  }
  if (brings === 'here') {
    place(
      target ?? textField('.'),
      target !== undefined,
      [...sources, ...patterns],
      scope,
      machine,
    );
    return;
  }
  // Verbs like `clone` stand before the source; without a source from elsewhere nothing arrives.
  const last = operands.at(-1);
  const [source] = sources;
  if (source === undefined || last === undefined) return;
  const named = last !== source && !sources.includes(last) ? last : undefined;
  if (named === undefined && /^(?:scp|pscp|rsync|rclone|aws|kubectl|oc|k)$/.test(via)) return;
  const folder = named ?? textField(lastName(shownText(source)));
  arrive(folder, scope, machine, via);
  if (named === undefined) return;
  // `scp host:x/run.sh .` brings a file of that name.
  for (const each of [...sources, textField('')].slice(-9)) {
    const name = lastName(shownText(each));
    const path = pathOf(textField(`${shownText(folder)}/${name}`), scope);
    if (path !== null && path !== joinPath('/', machine.context.cwd)) {
      machine.written.arrivals.addFile(path);
    }
  }
}

function arrive(target: Field, scope: Scope, machine: Machine, via: string): void {
  const path = pathOf(target, scope);
  const text = exactText(target);
  if (path === null || text === null || text === '') return;
  const { arrivals } = machine.written;
  // `git clone … .`, `rsync host:x/ ./`: the person's own files are there, too.
  if (isShared(path, machine)) return;
  arrivals.addFolder(path);
  if (!clones.test(via)) return;
  machine.emit({
    kind: 'write',
    path: {
      text,
      cwd: text.startsWith('/') || scope.base.kind !== 'known' ? null : scope.base.path,
      glob: false,
    },
    via,
    certainty: 'perhaps',
    recursive: true,
    origin: 'download',
  });
}

const clones = /^(?:git|gh|glab|hg|sl|bzr|brz|fossil|darcs|pijul|jj|svn|degit|tiged|giget)$/;

/** How what an address serves may be named: like its last part, or like its host (`wget -r`). */
function namesOf(address: string): string[] {
  return [stemOf(address), /^[a-z]+:\/\/([^/:?#]+)/i.exec(address)?.[1] ?? ''];
}

/** Files whose names are not known, in a folder of their own or among others. */
function place(
  target: Field,
  named: boolean,
  sources: readonly Field[],
  scope: Scope,
  machine: Machine,
): void {
  const path = pathOf(target, scope);
  if (path === null) return;
  const { arrivals } = machine.written;
  arrivals.addUnnamed(path);
  arrivals.addFile(path);
  if (named && !isShared(path, machine)) arrivals.addFolder(path);
  else
    arrivals.addUnpacked(
      path,
      sources.flatMap((source) => namesOf(shownText(source))).filter(Boolean),
    );
}
