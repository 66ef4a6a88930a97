import type { AccessKind, Certainty, StatedPath } from '../actions/action.ts';
import { exactText, type Field, type Listing, originOf, textField } from './field.ts';
import { lostFolder, lostListing, repositoryPart, wholePlace } from './hazards/wholePlaces.ts';
import type { Machine } from './machine.ts';
import { listingMembers, listingRoot, reachOf } from './paths.ts';
import { joinPath, type Scope } from './scope.ts';

/** How a word is used as a path. */
export type PathRole =
  | 'read'
  | 'write'
  | 'rewrite'
  | 'delete'
  | 'remove'
  | 'move'
  | 'link'
  | 'tree'
  | 'list'
  | 'mention'
  | 'directory'
  | 'perhaps'
  | 'glimpse';

export interface Use {
  readonly scope: Scope;
  readonly machine: Machine;
  readonly via: string;
  /** `search` only: what the tool itself leaves out. */
  readonly globs?: readonly string[];
  readonly leavesOut?: readonly string[];
  readonly skipsIgnored?: boolean;
  /** The path stands for what a listing names: the listing has been judged. */
  readonly isListed?: boolean;
  /** A guess is a word of the command line as it stands: where it is unmistakably a path, it was given as one. */
  readonly given?: boolean;
}

/** Roles of words that may be no paths at all. */
export type Guess = 'perhaps' | 'glimpse';

function isGuess(role: PathRole): role is Guess {
  return role === 'perhaps' || role === 'glimpse';
}

/** States what happens to the path that `field` stands for. `-` and streams are nobody's file. */
export function touch(role: PathRole, field: Field, use: Use): void {
  if (exactText(field) === '-') return;
  const reach = reachOf(field, use.scope);
  switch (reach.kind) {
    case 'nothing':
      return;
    case 'path': {
      const certainty = field.perhaps || isGuess(role) ? 'perhaps' : 'surely';
      state(role, reach.path, certainty, use);
      if (role !== 'mention') {
        for (const path of reach.doubtful) state(role, path, 'perhaps', use);
      }
      return;
    }
    case 'listed':
      for (const listing of reach.listings) touchListed(role, listing, use);
      return;
    case 'unbounded':
      if (role === 'mention') return;
      for (const guess of reach.guesses) state(role, guess, 'perhaps', use);
      if (!isGuess(role)) {
        use.machine.unresolved(`cannot tell which path it would ${verbs[role]}`, use.via);
      }
  }
}

const verbs: Readonly<Record<Exclude<PathRole, Guess | 'mention'>, string>> = {
  read: 'read',
  write: 'write',
  rewrite: 'change',
  delete: 'delete',
  remove: 'delete',
  move: 'move',
  link: 'link',
  tree: 'read',
  list: 'list',
  directory: 'write',
};

const kindsOf: Readonly<Record<PathRole, readonly AccessKind[]>> = {
  read: ['read'],
  write: ['write'],
  rewrite: ['read', 'write'],
  delete: ['delete'],
  remove: ['delete'],
  move: ['read', 'delete'],
  link: ['read', 'write'],
  tree: ['read', 'search'],
  list: ['search'],
  mention: [],
  directory: ['write'],
  perhaps: ['read', 'write'],
  glimpse: ['read'],
};

function state(role: PathRole, path: StatedPath, certainty: Certainty, use: Use): void {
  const { machine, via } = use;
  if (role === 'mention') {
    machine.emit({ kind: 'mention', path, via });
    return;
  }
  if ((role === 'write' || role === 'rewrite') && certainty === 'surely') spoil(path, use);
  if (certainty === 'surely') stateLoss(role, path, use);
  for (const kind of kindsOf[role]) {
    if (kind === 'search') {
      machine.emit({
        kind,
        path,
        via,
        certainty,
        namesOnly: role === 'list',
        ...(use.globs === undefined ? {} : { globs: use.globs }),
        ...(use.leavesOut === undefined ? {} : { leavesOut: use.leavesOut }),
        ...(use.skipsIgnored === true ? { skipsIgnored: true } : {}),
      });
    } else if (role === 'remove') {
      machine.emit({ kind, path, via, certainty, recursive: true });
    } else {
      const given = kind === 'read' && certainty === 'perhaps' && use.given === true;
      machine.emit({ kind, path, via, certainty: given ? 'given' : certainty });
    }
  }
}

/** What a program writes is not known; the shell's own redirections say it themselves. */
function spoil({ text, cwd, glob }: StatedPath, { machine, scope, via }: Use): void {
  if (glob || keepsContent.test(via) || (cwd === null && !text.startsWith('/'))) return;
  if (/^(?:tee|sponge)$/.test(via)) {
    machine.written.replace(textField(text), scope.stdin, { ...scope, certain: false });
    return;
  }
  machine.written.spoil(joinPath(cwd ?? '/', text), downloads.test(via));
}

/** What a redirection puts there is known elsewhere; the others change attributes only. */
const keepsContent = /^(?:[&<>].*|chmod|chown|chgrp|touch|chattr|xattr|setfacl|setfattr)$/;

const downloads = /^(?:curl|wget|wget2|aria2c|https?|xh|fetch|axel|lynx|scp|rsync|sftp|ftp|lftp)\b/;

/** Says what is lost beside the path itself: the whole work, or what git keeps. */
function stateLoss(role: PathRole, path: StatedPath, { machine, via, isListed }: Use): void {
  const deletes = role === 'delete' || role === 'remove' || role === 'move';
  if (!deletes && role !== 'write' && role !== 'rewrite') return;
  const { cwd } = machine.context;
  const whole = role === 'remove' ? wholePlace(path, cwd) : null;
  // What git or a trash deletes, it can bring back.
  const kept =
    isListed === true || keepsDeleted.test(via) || (role !== 'remove' && role !== 'delete');
  const folder = kept ? null : lostFolder(role, path, cwd);
  const why = whole ?? repositoryPart(path, deletes) ?? folder;
  if (why !== null) machine.emit({ kind: 'destroy', why, via, recoverable: true });
}

const keepsDeleted = /^(?:git|rmdir$|trash|rip$)/;

/** A path that is one of many from a listing: the listing's root bounds it. */
function touchListed(role: PathRole, listing: Listing, use: Use): void {
  if (role === 'mention' || isGuess(role)) return;
  const root = listingRoot(listing);
  const searches = {
    ...use,
    ...(listing.names.length > 0 ? { globs: listing.names } : {}),
    skipsIgnored: listing.skipsIgnored,
  };
  const kinds = kindsOf[role];
  if (role === 'list') state('list', root, 'surely', searches);
  else if (kinds.includes('read')) searchContents(root, searches);
  if ((role === 'delete' || role === 'remove') && !keepsDeleted.test(use.via)) {
    const members = listing.names.map((name) => ({ ...root, text: `${root.text}/${name}` }));
    const narrowed = members.length > 0 && !listing.byContent ? members : [root];
    const why = listing.leftovers === true ? null : lostListing(narrowed, use.machine.context.cwd);
    if (why !== null) {
      use.machine.emit({ kind: 'destroy', why, via: use.via, recoverable: true });
    }
  }
  const changing = kinds.includes('write') ? 'write' : kinds.includes('delete') ? 'delete' : null;
  if (changing === null) return;
  // Which of the files it is depends on their content or on git: the root says whose files they are.
  if (listing.skipsIgnored || listing.byContent) state('write', root, 'surely', use);
  else {
    const members = { ...use, isListed: true };
    for (const path of listingMembers(listing)) state(changing, path, 'surely', members);
  }
}

function searchContents(path: StatedPath, use: Use): void {
  use.machine.emit({
    kind: 'search',
    path,
    via: use.via,
    certainty: 'surely',
    namesOnly: false,
    ...(use.globs === undefined ? {} : { globs: use.globs }),
    ...(use.skipsIgnored === true ? { skipsIgnored: true } : {}),
  });
}

/** Every part of a word that an unknown program may take for a path; each counts only where a place is protected. */
export function touchPerhaps(field: Field, use: Use, role: Guess = 'perhaps'): void {
  const text = exactText(field);
  if (text === null) {
    if (originOf(field) === null || field.pieces.length > 1) touch(role, field, use);
    return;
  }
  for (const candidate of pathCandidates(text)) {
    const given = /^(?:\.\.)?\/./.test(candidate);
    touch(role, textField(candidate), { ...use, given });
    // Many programs expand `~` themselves.
    if (candidate.startsWith('~/')) {
      const expanded = textField(use.machine.context.home + candidate.slice(1));
      touch(role, expanded, { ...use, given: true });
    }
  }
}

/**
 * A word that is not meant as a path, but is unmistakably written like one: whoever reads it, it may be opened, and
 * what does not parse is often shown in the error.
 */
export function touchUnmistakable(field: Field, use: Use): void {
  const text = exactText(field);
  if (text === null || text.length > 1_024) return;
  for (const candidate of pathCandidates(text)) {
    if (!unmistakable.test(candidate)) continue;
    const { home } = use.machine.context;
    const path = candidate.startsWith('~/') ? home + candidate.slice(1) : candidate;
    touch('glimpse', textField(path), use);
  }
}

/** Starts from the root, from HOME, from here or above, or is a hidden file. */
const unmistakable = /^(?:(?:~|\.{1,2})?\/[^\s]+|\.[A-Za-z][\w.-]*(?:\/[^\s]*)?)$/;

/** The word itself, option values, `key=value`, `@file`, and the sides of `a:b`. */
export function pathCandidates(text: string): string[] {
  if (text.length > 2_048 || text === '' || /^(-{1,2}|-\w|\d+)$/.test(text)) return [];
  const found = new Set<string>();
  if (!text.startsWith('-')) found.add(text);
  const value = /^-{0,2}[\w.@-]+=(.*)$/s.exec(text)?.[1];
  if (value !== undefined) found.add(value);
  const attached = /^-\w(.+)$/s.exec(text)?.[1];
  if (attached !== undefined && !text.startsWith('--')) found.add(attached);
  for (const base of Array.from(found)) {
    if (/^[@<]/.test(base)) found.add(base.slice(1));
    if (/[:,]/.test(base) && !base.includes('://')) {
      for (const side of base.split(/[:,]/)) if (side !== '') found.add(side.replace(/^\w+=/, ''));
    }
  }
  found.delete('');
  return Array.from(found)
    .filter((candidate) => !candidate.includes('\n'))
    .slice(0, 12);
}
