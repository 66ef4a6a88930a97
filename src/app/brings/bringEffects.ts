import type { Effect, PathEffect, PathFact } from '../../core/actions/effect.ts';
import { join, parentOf, withAncestors } from '../../core/paths/lexical.ts';
import { showText } from '../../core/paths/show.ts';
import { closedBelow } from '../../core/policy/closedZones.ts';
import { judgeEffect } from '../../core/policy/decide.ts';
import { createTree, type Tree } from '../paths/tree.ts';
import type { BringContext, BringsStatement, BroughtFile } from './brought.ts';
import { type Landing, Landings } from './landing.ts';
import { listSource } from './listSource.ts';
import { namesBelow } from './namesBelow.ts';

export type BringEffects = (statement: BringsStatement, context: BringContext) => readonly Effect[];

/**
 * What a statement about brought files does: a `write` (or `delete`) for every file that some rule speaks of, with the
 * source that names it. Files that nobody speaks of are no facts: an archive may hold thousands. Where the source
 * cannot be listed, a zone below the target that closes edits makes it `unresolved`.
 */
export const bringEffects: BringEffects = (statement, context) => {
  const tree = createTree(context.files);
  const listing = listSource(statement, context, tree);
  return targetsOf(statement, context, tree).flatMap((into): readonly Effect[] => {
    if (listing.kind === 'hidden') {
      if (!statement.removes) context.arrivals.push({ into: into.path, paths: null });
      return hiddenEffects(statement, context, into, listing.why);
    }
    return listedEffects(statement, context, tree, into, listing.files);
  });
};

/** Folders that the names may start from. */
function targetsOf(
  { into, via, fromRoot }: BringsStatement,
  { paths }: BringContext,
  tree: Tree,
): readonly PathFact[] {
  const facts = paths
    .resolve({ kind: 'write', path: into, via, certainty: 'perhaps' })
    .flatMap((resolved) => (resolved.kind === 'path' ? [resolved.fact] : []));
  if (!fromRoot) return facts;
  // Outside a repository git takes the working directory.
  return facts.map((fact) => {
    const root = withAncestors(fact.path).find((at) => tree.lstat(join(at, '.git')) !== null);
    return root === undefined ? fact : { ...fact, path: root };
  });
}

function hiddenEffects(
  { via, certainty, source, names }: BringsStatement,
  { agent, policy }: BringContext,
  into: PathFact,
  why: string,
): readonly Effect[] {
  if (certainty === 'perhaps') return [];
  if (names.anywhere) {
    const named = showText(nameOfSource(source));
    const what = `cannot tell where its names lead: it keeps those from the root (${named} ${why})`;
    return [{ kind: 'unresolved', why: what, via }];
  }
  const folders = [into.path, ...into.faces];
  for (const folder of folders) {
    const zone = closedBelow({ folder, inWorkspace: into.root !== null }, agent, policy);
    if (zone === null) continue;
    const named = showText(nameOfSource(source));
    return [
      {
        kind: 'unresolved',
        why: `cannot tell what it brings into ${showText(into.path)}, and some of it may be ${zone.title} (${named} ${why})`,
        via,
      },
    ];
  }
  return [];
}

function nameOfSource(source: BringsStatement['source']): string {
  if (source.kind === 'text') return 'the patch';
  return source.kind === 'unseen' ? source.what : source.path.text;
}

function listedEffects(
  statement: BringsStatement,
  context: BringContext,
  tree: Tree,
  into: PathFact,
  files: readonly BroughtFile[],
): readonly Effect[] {
  const landings = new Landings(statement, context, tree);
  const kept = new KeptEffects();
  const arrived: string[] = [];
  for (const file of files) {
    for (const path of pathsOf(file, statement, into, tree)) {
      for (const landing of landings.at(path)) {
        arrived.push(landing.fact.path);
        if (statement.removes && landing.behind) continue;
        if (isPartOfNewRepository(landing.fact.path, statement, tree)) continue;
        kept.add(effectOf(landing, statement), landing, context);
        if (file.kind === 'link' && file.target !== null && !landing.behind) {
          landings.addLink(landing.fact.path, file.target);
        }
      }
    }
  }
  if (!statement.removes) context.arrivals.push({ into: into.path, paths: arrived });
  return kept.effects;
}

/** Absolute paths that a file may be written to. */
function pathsOf(
  file: BroughtFile,
  { names, source }: BringsStatement,
  into: PathFact,
  tree: Tree,
): readonly string[] {
  const isPatch = source.kind === 'patch' || source.kind === 'text';
  const own = namesBelow(file, names, isPatch);
  // A second name of a file that is there is as good as writing to it.
  const linked =
    file.kind === 'hardLink' && file.target !== null
      ? [file.target, ...namesBelow({ name: file.target }, names, false)]
      : [];
  // The target of a copy may not be there yet, and then the copy itself gets its name.
  const inside =
    source.kind === 'folder' && source.as === 'itself' && tree.lstat(into.path) === null;
  const renamed = inside ? own.map((name) => name.replace(/^[^/]*\/?/, '')) : [];
  return [...own, ...linked, ...renamed].map((name) => join(into.path, name));
}

function effectOf(
  { fact }: Landing,
  { via, certainty, source, removes }: BringsStatement,
): PathEffect {
  const kind = removes ? 'delete' : 'write';
  if (removes) return { kind, target: fact, via, certainty };
  return { kind, target: fact, via, certainty, from: showText(nameOfSource(source)) };
}

/** A folder that is copied may be a repository of its own: nothing of one that is there is changed. */
function isPartOfNewRepository(path: string, { source }: BringsStatement, tree: Tree): boolean {
  if (source.kind !== 'folder') return false;
  for (let at = path; at.includes('.git'); at = parentOf(at)) {
    if (at.endsWith('/.git')) return tree.lstat(at) === null;
  }
  return false;
}

/** Most effects of each verdict that are kept: one is enough to decide, the others are for people to read. */
const mostKept = 20;

class KeptEffects {
  readonly #denied: Effect[] = [];
  readonly #asked: Effect[] = [];

  get effects(): readonly Effect[] {
    return [...this.#denied, ...this.#asked];
  }

  /** Keeps an effect that a rule stops. */
  add(effect: PathEffect, { behind }: Landing, { agent, policy }: BringContext): void {
    const { verdict, rule, layer } = judgeEffect(effect, agent, policy);
    if (verdict === 'allow') return;
    const { place } = effect.target;
    const byDefault = rule.startsWith('default.');
    // Installed packages come in archives, and a link in the way of a file is replaced.
    if (byDefault && (place === 'dependency' || behind)) return;
    // A copy of a project in a temporary folder holds pipelines and settings, too; nobody runs them there.
    const aside = place === 'temporary' || place === 'scratch';
    if (aside && layer === 'built-in' && verdict === 'ask') return;
    const list = verdict === 'deny' ? this.#denied : this.#asked;
    if (list.length < mostKept) list.push(effect);
  }
}
