import { exactText, type Field, headText, originOf, shownText, textField } from '../words/field.ts';
import type { Machine } from '../machine.ts';
import type { Scope } from '../state/scope.ts';
import { pathOf } from '../streams/writtenFiles.ts';
import { isShared, stemOf } from './landing.ts';
import { lineOf } from './loads.ts';

export const unpackers =
  /^(?:g?tar|bsdtar|unzip|unar|7zz?|7z[ar]|cpio|pax|bsdcpio|ar|unrar|dpkg-deb|rpm2cpio|unsquashfs)$/;

/** An archive from the network is unpacked: by name, or from a pipe. */
export function bringUnpacked(
  name: string,
  words: readonly Field[],
  scope: Scope,
  machine: Machine,
): void {
  const line = lineOf(words);
  if (/^g?tar$|^bsdtar$/.test(name) && !/(?:^|\s)-{0,2}\w{0,8}x|--(?:extract|get)\b/.test(line))
    return;
  const { arrivals } = machine.written;
  const files = words.filter((word) => {
    const path = pathOf(word, scope);
    return path !== null && arrivals.covers(path);
  });
  const piped = scope.stdin.some((field) => originOf(field) === 'download');
  const streamed = words.some((word) =>
    word.pieces.some(
      (piece) =>
        piece.kind === 'stream' && piece.content.some((each) => originOf(each) === 'download'),
    ),
  );
  if (files.length === 0 && !piped && !streamed) return;
  const target = folderOf(words) ?? textField('.');
  const path = pathOf(target, scope);
  if (path === null) return;
  if (!isShared(path, machine)) {
    arrivals.addFolder(path);
    return;
  }
  const stems = [
    ...files.map((file) => stemOf(shownText(file))),
    ...machine.written.addresses.map(stemOf),
  ];
  arrivals.addUnpacked(
    path,
    stems.filter((stem) => stem.length > 0),
  );
  // A pipe whose address nobody fetched by name: the tree of a repository, with any names.
  if (piped && machine.written.addresses.length === 0) arrivals.addFolder(path);
  for (const word of words) {
    const member = exactText(word);
    if (member !== null && /^[\w.][\w./-]*$/.test(member) && !files.includes(word)) {
      const inside = pathOf(textField(`${shownText(target)}/${member}`), scope);
      if (inside !== null && word !== target && member.length > 3) arrivals.addFile(inside);
    }
  }
}

/** `curl … | patch -p1`: what it changes is said by somebody else. */
export function bringPatched(
  name: string,
  words: readonly Field[],
  scope: Scope,
  machine: Machine,
): void {
  if (name === 'git' && !/^(?:apply|am)$/.test(exactText(words[0] ?? textField('')) ?? '')) return;
  const { arrivals } = machine.written;
  const given = words.some((word) => {
    const path = pathOf(word, scope);
    return path !== null && arrivals.covers(path);
  });
  const piped = scope.stdin.some((field) => originOf(field) === 'download');
  const folder = pathOf(folderOf(words) ?? textField('.'), scope);
  if ((given || piped) && folder !== null) arrivals.addFolder(folder);
}

function folderOf(words: readonly Field[]): Field | undefined {
  for (const [index, word] of words.entries()) {
    const head = headText(word);
    if (/^(?:-C|-d|--directory|--cd)$/.test(head)) return words[index + 1];
    if (/^-\w{0,6}[Cd]$/.test(head)) return words[index + 1];
    const attached = /^(?:--directory=|-o(?=[\w./]))(.+)$/s.exec(head)?.[1];
    if (attached !== undefined) return textField(attached);
  }
  return undefined;
}

/** What is compiled of a download is one. */
export function bringCompiled(words: readonly Field[], scope: Scope, machine: Machine): void {
  const { arrivals } = machine.written;
  const sources = words.some((word) => {
    const path = pathOf(word, scope);
    return path !== null && arrivals.covers(path);
  });
  const piped =
    scope.stdin.some((field) => originOf(field) === 'download') &&
    /(?:^|\s)-(?:\s|$)/.test(lineOf(words));
  if (!sources && !piped) return;
  const at = words.findIndex((word) => /^-o$|^--output$/.test(headText(word)));
  const path = pathOf(at < 0 ? textField('a.out') : (words[at + 1] ?? textField('a.out')), scope);
  if (path !== null) machine.written.spoil(path, true);
}
