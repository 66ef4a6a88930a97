import {
  followSource,
  playCode,
  playPerhapsSource,
  playQuery,
  playSource,
} from '../code/codePlay.ts';
import { baseAt } from '../state/directory.ts';
import { knownContents } from '../streams/knownContents.ts';
import { isHere } from '../reach/localHost.ts';
import {
  dropHead,
  exactText,
  type Field,
  headText,
  originOf,
  shownText,
  textField,
} from '../words/field.ts';
import type { Role } from '../programs/types.ts';
import { fork } from '../state/scope.ts';
import { playBind, playMount } from './mounts.ts';
import { touchOutput } from './outputPlaces.ts';
import { touch, type Use } from '../reach/touch.ts';
import { touchPerhaps, touchUnmistakable } from '../reach/guesses.ts';
import { judgeSetting } from '../gitSettings.ts';

/** States what a word means in its role. `chdir` is the caller's: it changes the scope. */
export function play(role: Role, field: Field, use: Use): void {
  switch (role) {
    case 'text':
    case 'glob':
    case 'chdir':
      return;
    case 'word':
      touchUnmistakable(field, use);
      return;
    case 'output':
      touchOutput(field, use);
      return;
    case 'program':
      use.machine.unresolved('hands a program to a connection', use.via);
      use.machine.runField(field, fork(use.scope), use.via);
      return;
    case 'linked':
      touch('perhaps', field, use);
      return;
    case 'perhaps':
    case 'glimpse':
    case 'mayUse':
      touchPerhaps(field, use, role);
      return;
    case 'host':
    case 'send':
      connect(field, role === 'send', use);
      return;
    case 'remote':
      playRemote(field, 'read', use);
      return;
    case 'remoteTree':
      playRemote(field, 'tree', use);
      return;
    case 'remoteTarget':
      playRemote(field, 'write', use);
      return;
    case 'command':
      use.machine.runField(field, fork(use.scope), use.via);
      return;
    case 'script':
      playScript(field, use);
      return;
    case 'code':
      playCode(field, use);
      return;
    case 'source':
      playSource(field, use);
      return;
    case 'perhapsSource':
      playPerhapsSource(field, use);
      return;
    case 'names':
      touch('read', field, use);
      playNames(field, use);
      return;
    case 'query':
      playQuery(field, use);
      return;
    case 'at':
      if (headText(field).startsWith('@')) touch('read', dropHead(field, 1), use);
      return;
    case 'form':
      playForm(field, use);
      return;
    case 'revision':
      playRevision(field, use);
      return;
    case 'mount':
      playMount(field, use);
      return;
    case 'bind':
      playBind(field, use);
      return;
    case 'setting':
      judgeSetting(field, use, false);
      return;
    case 'read':
    case 'write':
    case 'rewrite':
    case 'delete':
    case 'remove':
    case 'move':
    case 'link':
    case 'tree':
    case 'list':
    case 'mention':
    case 'directory':
    case 'measure':
    case 'use':
    case 'amend':
      touch(role, field, use);
  }
}

function connect(field: Field, sends: boolean, use: Use): void {
  const target = field.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
  const origin = originOf(field);
  // The host is known once the text before the unknown part reaches past it.
  const bounded =
    origin === null || /^([a-z][\w+.-]*:\/\/)?[^/\s]+\.[^/\s]*\//i.test(headText(field));
  if (!bounded && (sends || origin !== 'inherited')) {
    use.machine.unresolved('cannot tell which host it would connect to', use.via);
  }
  const file = /^file:(?:\/\/(?:localhost)?(?=\/))?/i.exec(headText(field))?.[0];
  if (file !== undefined) touch('read', dropHead(field, file.length), use);
  else if (/^(?:~|\.{0,2})\/[^/]/.test(target) || /^\.[A-Za-z]/.test(target)) {
    // A path where an address is expected: many programs take either.
    touchUnmistakable(field, use);
  } else if (target !== '' && !target.startsWith('/')) {
    // What goes to a server on this machine has not left it.
    use.machine.emit({ kind: 'connect', target, via: use.via, sends: sends && !isHere(target) });
  }
}

/** A path on this machine, written as one on another: it starts from HOME. */
function localPath(text: string, isUrl: boolean, home: string): string {
  const path = isUrl
    ? text.replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, '')
    : text.replace(/^[^:]*::?/, '');
  if (path.startsWith('~/')) return home + path.slice(1);
  return path.startsWith('/') ? path : `${home}/${path}`;
}

/** `user@host:path`, `host::module`, `scheme://…` are elsewhere; anything else is a local path. */
function playRemote(field: Field, local: 'read' | 'tree' | 'write', use: Use): void {
  const head = headText(field);
  const isUrl = /^[a-z][\w+.-]*:\/\//i.test(head);
  if (isUrl || /^[^/]+:/.test(shownText(field))) {
    // `docker cp file name:/path`: a container on this machine.
    if (!isUrl && /^(?:docker|podman|nerdctl|finch)\b/.test(use.via)) return;
    const host = isUrl ? shownText(field) : (shownText(field).split(':')[0] ?? '');
    if (isHere(host)) {
      touch(local, textField(localPath(shownText(field), isUrl, use.machine.context.home)), use);
      return;
    }
    use.machine.emit({ kind: 'connect', target: host, via: use.via, sends: local === 'write' });
    return;
  }
  touch(local, field, use);
}

function playScript(field: Field, use: Use): void {
  for (const piece of field.pieces) {
    if (piece.kind !== 'stream') continue;
    for (const content of piece.content) use.machine.runField(content, use.scope, use.via);
    return;
  }
  if (exactText(field) === '-') return;
  touch('read', field, use);
  const written = use.machine.written.read(field, use.scope);
  if (written?.contents.some((content) => originOf(content) === 'download') === true) {
    use.machine.unresolved('runs code from a download', use.via);
  }
  followSource(written?.contents ?? [], use);
  const program = shownText(field);
  if (program !== '') use.machine.emit({ kind: 'run', program, args: [], via: use.via });
}

/** The files whose names stand in a list that this command line gives. */
function playNames(list: Field, use: Use): void {
  for (const content of knownContents(list, use)) {
    const names = (exactText(content) ?? '').split(/[\0\n]+/).filter((name) => name !== '');
    for (const name of names.slice(0, 64)) touch('read', textField(name), use);
  }
}

/** `name=@file`, `name=<file;type=…`, `name@file`. */
function playForm(field: Field, use: Use): void {
  const head = headText(field);
  const plain = /^[\w.-]{0,80}@/.exec(head);
  if (plain !== null) {
    touch('read', dropHead(field, plain[0].length), use);
    return;
  }
  const at = head.search(/=[@<]/);
  if (at < 0) return;
  const value = dropHead(field, at + 2);
  const text = exactText(value);
  touch('read', text === null ? value : textField(text.split(';')[0] ?? ''), use);
}

/** `HEAD:path`, `:path`, `stash@{0}:path`: a version of that path is shown. */
function playRevision(field: Field, use: Use): void {
  const text = exactText(field);
  const colon = text?.indexOf(':') ?? -1;
  if (text === null || colon < 0 || text.includes('://')) {
    touchPerhaps(field, use, 'glimpse');
    return;
  }
  touch('read', textField(text.slice(colon + 1).replace(/^\d:/, '')), use);
}

/** The use with its paths starting from the directory that `field` names (`-C dir`). */
export function movedTo(field: Field, use: Use): Use {
  const base = baseAt(field, use.scope);
  return { ...use, scope: { ...use.scope, base, doubts: [] } };
}
