import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { createGit } from '../../../adapters/git/gitCommands.ts';
import { type GitChange, openGitChanges } from '../../../adapters/git/gitChanges.ts';
import { walkTree } from '../../../adapters/secrets/walkTree.ts';
import type { Subject } from '../../../app/secretScan/scanSecrets.ts';
import type { ScannedText, SecretTexts } from '../../../ports/secretTexts.ts';
import type { Terminal } from '../command.ts';
import { existingPath } from '../existingPath.ts';
import type { ScanOptions } from './options.ts';

/** Files below the paths that were named, or below where the terminal stands. */
export function* filesToScan(
  paths: readonly string[],
  options: ScanOptions,
  texts: SecretTexts,
  terminal: Terminal,
): Generator<Subject> {
  const base = slashes(realpathSync.native(terminal.cwd));
  const named = paths.map((path) => slashes(existingPath(terminal, path)));
  const roots = outermost(named.length === 0 ? [base] : named);
  const { PATH = '', HOME = '' } = terminal.environment;
  const git = createGit({ PATH, HOME });
  const ignored = options.respectGitignore
    ? (folder: string, entries: readonly string[]) => git.ignored(folder, entries)
    : null;
  for (const root of roots) {
    for (const step of walkTree(root, { dependencies: options.dependencies, ignored })) {
      if (step.kind === 'left-out') yield step;
      else if (step.kind === 'skip') yield { ...step, path: shown(step.path, base) };
      else {
        const { path } = step;
        yield {
          kind: 'file',
          path: shown(path, base),
          absolute: path,
          scan: () => texts.scanFile(path),
        };
      }
    }
  }
}

/** Contents of more than this are told as not looked at. */
const largestBlob = 32 * 1024 * 1024;
const batch = 200;

/** What is staged, or what commits bring. */
export function* changesToScan(
  of: { readonly kind: 'staged' } | { readonly kind: 'range'; readonly range: string },
  texts: SecretTexts,
  terminal: Terminal,
): Generator<Subject> {
  const git = openGitChanges(terminal.cwd, terminal.environment);
  const changes = of.kind === 'staged' ? git.staged() : git.range(of.range);
  const seen = new Set<string>();
  const wanted = changes.filter(({ path, blob, before }) => {
    const key = `${path}\0${blob}\0${before.join(' ')}`;
    return !seen.has(key) && seen.add(key);
  });
  const scanBlob = (id: string, path: string): ScannedText => {
    const bytes = git.blob(id, largestBlob);
    if (bytes !== null) return texts.scanBytes(bytes, path);
    return { findings: [], allowed: 0, head: '', bytes: 0, skipped: 'budget' };
  };
  for (let at = 0; at < wanted.length; at += batch) {
    const part = wanted.slice(at, at + batch);
    git.prepare(
      part.filter(({ kind }) => kind === 'file').map(({ blob }) => blob),
      largestBlob,
    );
    for (const change of part) yield subjectOf(change, git.top, scanBlob);
  }
}

function subjectOf(
  change: GitChange,
  top: string,
  scanBlob: (id: string, path: string) => ScannedText,
): Subject {
  const { path, blob, before, kind } = change;
  const where = change.commit === null ? {} : { commit: change.commit };
  if (kind !== 'file') return { kind: 'skip', path, why: kind, ...where };
  const absolute = `${slashes(top)}/${path}`;
  return {
    kind: 'file',
    path,
    absolute,
    scan: () => scanBlob(blob, absolute),
    before: () => before.map((id) => scanBlob(id, absolute)),
    ...where,
  };
}

/** The same folder twice, or one inside another, is looked at once. */
function outermost(roots: readonly string[]): readonly string[] {
  const different = [...new Set(roots)];
  return different.filter(
    (root) =>
      !different.some(
        (other) => other !== root && root.startsWith(other === '/' ? other : `${other}/`),
      ),
  );
}

function shown(path: string, base: string): string {
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : path;
}

function slashes(path: string): string {
  return sep === '\\' ? path.replaceAll('\\', '/') : path;
}
