import { spawnSync } from 'node:child_process';
import { harmless } from './gitCommands.ts';

/** A version of a file that a commit, or the index, brings. */
export interface GitChange {
  /** `/`-separated, from the top of the work tree. */
  readonly path: string;
  readonly blob: string;
  /** What stood there before: one for each parent that had something. */
  readonly before: readonly string[];
  /** Null for the index. */
  readonly commit: string | null;
  readonly kind: 'file' | 'link' | 'submodule';
}

export class GitError extends Error {
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'GitError';
    this.remedy = remedy;
  }
}

export interface GitChanges {
  /** Top of the work tree, or the repository itself where it has none. */
  readonly top: string;
  staged(): readonly GitChange[];
  /** What the commits of `A..B` bring, the newest first; a merge brings what none of its parents had. */
  range(range: string): readonly GitChange[];
  /** Contents of a blob; null when it is larger than `limit`. */
  blob(id: string, limit: number): Uint8Array | null;
  /** Asks for many blobs at once, so that later questions cost no process each. */
  prepare(ids: readonly string[], limit: number): void;
}

/** More than any list of changes that people make; git's answer is in memory once. */
const mostAnswer = 256 * 1024 * 1024;
const batchBytes = 32 * 1024 * 1024;

/** What a hook is told about where the repository and its index lie. */
const gitVariables = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
] as const;

/**
 * Changes as git records them, read without hooks, external programs or filters.
 * @throws GitError where there is no repository
 */
export function openGitChanges(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): GitChanges {
  const env: Record<string, string> = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };
  for (const name of ['PATH', 'HOME', 'SystemRoot', ...gitVariables]) {
    const value = environment[name];
    if (value !== undefined) env[name] = value;
  }
  const git = (args: readonly string[], input = ''): Buffer => run(folder, args, env, input);
  const top = topOf(git);
  const ready = new Map<string, Uint8Array | null>();
  return {
    top,
    staged: () => parseRaw(git(['diff', '--cached', '--raw', ...rawOptions]).toString('utf8')),
    range(range) {
      if (!/^[^-\s][^\s]*\.\.[^\s]*$/.test(range)) {
        throw new GitError(
          'That is no range of commits.',
          'Name one as git does, e.g. `--range origin/main..HEAD`.',
        );
      }
      const format = '--format=%H';
      const args = ['log', '--raw', '--diff-merges=combined', format, ...rawOptions];
      const out = git(['-c', 'log.showRoot=true', ...args, '--end-of-options', range, '--']);
      return parseRaw(out.toString('utf8'));
    },
    blob(id, limit) {
      if (!ready.has(id)) readBlobs([id], limit, git, ready);
      const found = ready.get(id);
      ready.delete(id);
      return found ?? null;
    },
    prepare(ids, limit) {
      ready.clear();
      readBlobs([...new Set(ids)], limit, git, ready);
    },
  };
}

const rawOptions = [
  '-z',
  '--no-abbrev',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--diff-filter=AMT',
];

function topOf(git: (args: readonly string[]) => Buffer): string {
  const lines = git(['rev-parse', '--is-bare-repository', '--absolute-git-dir']).toString('utf8');
  const [bare, folder = ''] = lines.split('\n');
  if (bare === 'true') return folder;
  return git(['rev-parse', '--show-toplevel']).toString('utf8').replace(/\n$/, '');
}

function run(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input: string,
): Buffer {
  const outcome = spawnSync('git', [...harmless, '-C', folder, ...args], {
    env: { ...env },
    input,
    maxBuffer: mostAnswer,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (outcome.error !== undefined) {
    throw new GitError(`git could not be asked: ${outcome.error.message}.`, 'Is git installed?');
  }
  if (outcome.status !== 0) {
    const words = outcome.stderr.toString('utf8').trim().split('\n', 1)[0] ?? '';
    throw new GitError(
      `git refused: ${words.replace(/^fatal: /, '')}`,
      'Run it inside a repository, with commits that it has.',
    );
  }
  return outcome.stdout;
}

/**
 * Words between zeros, as `git log --raw -z` and `git diff --raw -z` write them: a commit, or a change and then its path.
 * A path is taken with its change, so that no name of a file can pass for anything else.
 */
function parseRaw(text: string): readonly GitChange[] {
  const words = text.split('\0');
  const changes: GitChange[] = [];
  let commit: string | null = null;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!.replace(/^\n+/, '');
    if (/^[0-9a-f]{40,64}$/.test(word)) commit = word;
    if (!word.startsWith(':')) continue;
    at += 1;
    changes.push(changeOf(word, words[at] ?? '', commit));
  }
  return changes;
}

/** As many colons as there are parents, the modes and ids of these and of the result, and a letter for each. */
function changeOf(head: string, path: string, commit: string | null): GitChange {
  const parents = /^:+/.exec(head)![0].length;
  const words = head.slice(parents).split(' ');
  const mode = words[parents] ?? '';
  const ids = words.slice(parents + 1, 2 * parents + 2);
  return {
    path,
    blob: ids[parents] ?? '',
    before: ids.slice(0, parents).filter((id) => !/^0+$/.test(id)),
    commit,
    kind: mode === '120000' ? 'link' : mode === '160000' ? 'submodule' : 'file',
  };
}

/** Reads blobs into `into`, in batches that fit into memory; what is too large or missing becomes null. */
function readBlobs(
  ids: readonly string[],
  limit: number,
  git: (args: readonly string[], input: string) => Buffer,
  into: Map<string, Uint8Array | null>,
): void {
  if (ids.length === 0) return;
  const check = ['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'];
  const sizes = git(check, `${ids.join('\n')}\n`)
    .toString('utf8')
    .split('\n');
  let batch: string[] = [];
  let bytes = 0;
  const flush = (): void => {
    if (batch.length > 0) readBatch(git(['cat-file', '--batch'], `${batch.join('\n')}\n`), into);
    batch = [];
    bytes = 0;
  };
  for (const [place, id] of ids.entries()) {
    const [, type, size] = (sizes[place] ?? '').split(' ');
    if (type !== 'blob' || Number(size) > limit) {
      into.set(id, null);
      continue;
    }
    if (bytes + Number(size) > batchBytes) flush();
    batch.push(id);
    bytes += Number(size);
  }
  flush();
}

function readBatch(out: Buffer, into: Map<string, Uint8Array | null>): void {
  for (let at = 0; at < out.length;) {
    const end = out.indexOf(10, at);
    const [id = '', type, size] = out.toString('latin1', at, end).split(' ');
    if (type !== 'blob') {
      into.set(id, null);
      at = end + 1;
      continue;
    }
    const length = Number(size);
    into.set(id, Buffer.from(out.subarray(end + 1, end + 1 + length)));
    at = end + 1 + length + 1;
  }
}
