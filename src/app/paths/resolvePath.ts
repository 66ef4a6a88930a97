import type { StatedPath } from '../../core/actions/action.ts';
import type { PathFact } from '../../core/actions/effect.ts';
import { parentOf } from '../../core/paths/lexical.ts';
import { showText } from '../../core/paths/show.ts';
import { type Reading, readStated } from '../../core/paths/stated.ts';
import { unresolved, type Unresolved } from '../../core/paths/unresolved.ts';
import { placeOf } from '../../core/zones/places.ts';
import type { Surroundings } from '../../core/zones/surroundings.ts';
import type { Files, FileStat } from '../../ports/files.ts';
import { workTreeBelow } from './roots.ts';
import { createTree, type Tree } from './tree.ts';
import { type Walk, walk } from './walk.ts';

export interface ResolveOptions {
  /** Shared by all paths of one action; made for this path alone if absent. */
  readonly tree?: Tree;
  /** `keep`: a link at the end is itself what is meant, as for a deletion or a rename. Default `follow`. */
  readonly last?: 'follow' | 'keep';
  /** Home directory of another account; null: no such account. */
  readonly homeOf?: (user: string) => string | null;
  /** Other names of a file that has several; asked only for files with more than one link. */
  readonly aliases?: (stat: FileStat, path: string) => Aliases;
}

/** Other names of one file. `certain` is false when not every place could be searched. */
export interface Aliases {
  readonly paths: readonly string[];
  readonly certain: boolean;
}

export interface Resolved {
  readonly kind: 'resolved';
  /** One fact for each way in which the words may be read; the likeliest first. All of them must be judged. */
  readonly facts: readonly [PathFact, ...PathFact[]];
  /** What is there now at the first fact's path; null when nothing is, or it cannot be seen. */
  readonly existing: FileStat | null;
  /**
   * Why the facts may not be the whole truth (a folder that cannot be looked into, a reading that leads nowhere
   * known), or null. "Cannot see" is not "is not there": judge the facts *and* an unresolved effect with this text.
   */
  readonly unsure: string | null;
}

export type Resolution = Resolved | Unresolved;

/**
 * Turns what an agent wrote into canonical paths on the real tree, with everything that a rule may name about them.
 * No lookup is skipped for prefixes that were canonical before: a folder above the root can be swapped for a link
 * between two calls, and a lookup costs a few microseconds.
 *
 * Never throws for a state of the file system.
 */
export function resolvePath(
  stated: StatedPath,
  surroundings: Surroundings,
  files: Files,
  options: ResolveOptions = {},
): Resolution {
  const read = readStated(stated, { ...surroundings, ...pick(options) });
  if (read.kind === 'unresolved') return read;
  const tree = options.tree ?? createTree(files);
  const job: Job = { stated, surroundings, tree, options, files };

  const facts: PathFact[] = [];
  const doubts: string[] = [];
  let existing: FileStat | null = null;
  let failure: Unresolved | null = null;
  for (const reading of read.readings) {
    if (reading.onlyIf !== null && tree.lstat(reading.onlyIf) === null) continue;
    const walked = follow(reading, job);
    if (walked.kind === 'unresolved') {
      failure ??= walked;
      continue;
    }
    if (facts.some((fact) => fact.path === walked.path)) continue;
    const { fact, doubt } = toFact(walked, job);
    if (facts.length === 0) existing = walked.stat;
    facts.push(fact);
    if (doubt !== null) doubts.push(doubt);
  }
  const [first, ...more] = facts;
  if (!first) return failure ?? unresolved('unseen', 'no reading of the path leads anywhere');
  if (failure) doubts.push(failure.why);
  return { kind: 'resolved', facts: [first, ...more], existing, unsure: doubts[0] ?? null };
}

interface Job {
  readonly stated: StatedPath;
  readonly surroundings: Surroundings;
  readonly tree: Tree;
  readonly options: ResolveOptions;
  readonly files: Files;
}

function pick(options: ResolveOptions): { homeOf?: (user: string) => string | null } {
  return options.homeOf ? { homeOf: options.homeOf } : {};
}

function follow(reading: Reading, job: Job): Walk | Unresolved {
  if (reading.stream) {
    return {
      kind: 'walk',
      path: reading.path,
      through: [],
      stat: null,
      unseen: null,
      stream: true,
    };
  }
  return walk(reading.path, {
    tree: job.tree,
    platform: job.surroundings.platform,
    foldCase: job.surroundings.foldCase,
    cwd: job.stated.cwd,
    last: job.options.last ?? 'follow',
  });
}

function toFact(walked: Walk, job: Job): { fact: PathFact; doubt: string | null } {
  const { path, stat } = walked;
  const answer = placeOf(path, job.surroundings);
  const inProject =
    answer.unlessProjectBelow !== null && liesInProject(path, answer.unlessProjectBelow, job.tree);
  const faces = new Set(walked.through);
  let doubt = walked.unseen === null ? null : `${showText(walked.unseen)} cannot be looked at`;
  if (answer.projected !== null) faces.add(answer.projected);
  else if (answer.root !== null) {
    const added = workTreeBelow(answer.root, path, job.surroundings, job.files, job.tree);
    if (added !== null) faces.add(answer.root + path.slice(added.length));
  }
  if (stat?.kind === 'file' && stat.links > 1 && job.options.aliases) {
    const aliases = job.options.aliases(stat, path);
    for (const alias of aliases.paths) faces.add(alias);
    if (!aliases.certain) doubt ??= 'the file has other names that could not all be searched for';
  }
  faces.delete(path);
  const fact: PathFact = {
    stated: showText(job.stated.text),
    path,
    faces: [...faces],
    place: inProject ? 'home' : answer.place,
    root: answer.root,
  };
  return { fact, doubt };
}

/** Whether a repository below `above` holds the path. What cannot be seen counts as one. */
function liesInProject(path: string, above: string, tree: Tree): boolean {
  for (let at = path; at !== above && at.length > above.length; at = parentOf(at)) {
    if (at.endsWith('/.git') || tree.lstat(`${at}/.git`) !== null) return true;
  }
  return false;
}
