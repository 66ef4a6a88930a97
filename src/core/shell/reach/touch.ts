import type { AccessKind, Certainty, StatedPath, StatementOf } from '../../actions/action.ts';
import { largeWithoutValue } from '../state/unsetVariables.ts';
import { readFrom, exactText, type Field, type Listing, textField } from '../words/field.ts';
import { lostListing } from '../hazards/wholePlaces.ts';
import type { Machine } from '../machine.ts';
import { isDeletion, keepsDeleted, stateLoss } from './losses.ts';
import { listingMembers, listingRoot, reachOf } from './paths.ts';
import { joinPath, type Scope } from '../state/scope.ts';

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
  | 'measure'
  | 'use'
  | 'amend'
  | 'perhaps'
  | 'glimpse'
  | 'mayUse';

export interface Use {
  readonly scope: Scope;
  readonly machine: Machine;
  readonly via: string;
  /** `search` only: what the tool itself leaves out. */
  readonly globs?: readonly string[];
  readonly leavesOut?: readonly string[];
  readonly skipsIgnored?: boolean;
  readonly skipsHidden?: readonly string[];
  /** The path stands for what a listing names: the listing has been judged. */
  readonly isListed?: boolean;
  /** A guess is a word of the command line as it stands: where it is unmistakably a path, it was given as one. */
  readonly given?: boolean;
  /** What is written comes from the network. */
  readonly origin?: 'download';
}

/** Roles of words that may be no paths at all. */
export type Guess = 'perhaps' | 'glimpse' | 'mayUse';

function isGuess(role: PathRole): role is Guess {
  return role === 'perhaps' || role === 'glimpse' || role === 'mayUse';
}

/** Whether the program keeps to itself what it reads. */
function keepsToItself(role: PathRole): boolean {
  return role === 'use' || role === 'mayUse' || role === 'amend';
}

/** States what happens to the path that `field` stands for. `-` and streams are nobody's file. */
export function touch(role: PathRole, field: Field, use: Use): void {
  if (exactText(field) === '-') return;
  const reach = reachOf(field, use.scope);
  switch (reach.kind) {
    case 'nothing':
      return;
    case 'path': {
      if (isDeletion(role) && largeWithoutValue(field)) {
        use.machine.unresolved('the variable that its path starts with may have no value', use.via);
      }
      const certainty = field.perhaps || isGuess(role) ? 'perhaps' : 'surely';
      state(role, reach.path, certainty, use);
      const behind = use.machine.links.through(reach.path, kindsOf[role].includes('delete'));
      if (behind !== null) state(role, behind, certainty, use);
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
  measure: 'read',
  use: 'read',
  amend: 'change',
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
  measure: ['read'],
  use: ['read'],
  amend: ['write', 'read'],
  perhaps: ['read', 'write'],
  glimpse: ['read'],
  mayUse: ['read'],
};

function state(role: PathRole, path: StatedPath, certainty: Certainty, use: Use): void {
  const { machine, via } = use;
  if (role === 'mention') {
    machine.emit({ kind: 'mention', path, via });
    return;
  }
  if ((role === 'write' || role === 'rewrite' || role === 'amend') && certainty === 'surely')
    spoil(path, use);
  if (certainty === 'surely') stateLoss(role, path, use);
  for (const kind of kindsOf[role]) {
    if (kind === 'search') {
      machine.emit({
        kind,
        path,
        via,
        certainty,
        namesOnly: role === 'list',
        ...leftOut(use),
      });
    } else if (role === 'remove' || (role === 'move' && kind === 'delete')) {
      machine.emit({ kind, path, via, certainty, recursive: true });
    } else {
      const given = kind === 'read' && certainty === 'perhaps' && use.given === true;
      const fetched = use.origin === 'download' || (certainty === 'surely' && downloads.test(via));
      machine.emit({
        kind,
        path,
        via,
        certainty: given ? 'given' : certainty,
        ...(kind === 'read' && keepsToItself(role) ? { uses: true } : {}),
        ...(kind === 'write' && fetched ? { origin: 'download' } : {}),
      });
    }
  }
}

/** What a program writes is not known; the shell's own redirections say it themselves. */
function spoil({ text, cwd, glob }: StatedPath, { machine, scope, via }: Use): void {
  if (glob || keepsContent.test(via) || (cwd === null && !text.startsWith('/'))) return;
  if (/^(?:tee|sponge)$/.test(via)) {
    machine.written.replace(textField(text), readFrom(scope.stdin), { ...scope, certain: false });
    return;
  }
  machine.written.spoil(joinPath(cwd ?? '/', text), downloads.test(via));
}

/** What a redirection puts there is known elsewhere; the others change attributes only. */
const keepsContent = /^(?:[&<>].*|chmod|chown|chgrp|touch|chattr|xattr|setfacl|setfattr)$/;

const downloads =
  /^(?:curl|wget|wget2|aria2c|https?|xh|fetch|axel|lynx|scp|sftp|ftp|lftp|aws|gsutil|gcloud|s3cmd|s5cmd|mc)(?= |$)/;

/** A path that is one of many from a listing: the listing's root bounds it. */
function touchListed(role: PathRole, listing: Listing, use: Use): void {
  if (role === 'mention' || isGuess(role)) return;
  const root = listingRoot(listing);
  const searches = {
    ...use,
    ...(listing.names.length > 0 ? { globs: listing.names } : {}),
    skipsIgnored: listing.skipsIgnored,
    ...(listing.leavesOut === undefined ? {} : { leavesOut: listing.leavesOut }),
    ...(listing.skipsHidden === undefined ? {} : { skipsHidden: listing.skipsHidden }),
  };
  const kinds = kindsOf[role];
  // A count or a digest of many files shows no text of any of them.
  if (role === 'list' || role === 'measure') state('list', root, 'surely', searches);
  else if (kinds.includes('read')) searchContents(root, searches, keepsToItself(role));
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

function searchContents(path: StatedPath, use: Use, uses: boolean): void {
  use.machine.emit({
    kind: 'search',
    path,
    via: use.via,
    certainty: 'surely',
    namesOnly: false,
    ...leftOut(use),
    ...(uses ? { uses } : {}),
  });
}

/** What a search leaves out. */
function leftOut({ globs, leavesOut, skipsIgnored, skipsHidden }: Use): Partial<Search> {
  return {
    ...(globs === undefined ? {} : { globs }),
    ...(leavesOut === undefined ? {} : { leavesOut }),
    ...(skipsIgnored === true ? { skipsIgnored } : {}),
    ...(skipsHidden === undefined ? {} : { skipsHidden }),
  };
}

type Search = Pick<StatementOf<AccessKind>, 'globs' | 'leavesOut' | 'skipsIgnored' | 'skipsHidden'>;
