import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { PolicyIndex } from '../../core/policy/policyIndex.ts';
import { type PolicyStore, PolicyUnavailableError } from '../../ports/policyStore.ts';
import {
  indexFormat,
  indexName,
  joinIndexFile,
  readIndex,
  splitIndexFile,
  writeIndex,
} from './indexFile.ts';

export interface IndexStoreOptions {
  /** Folder of the compiled policies, in Pinfold's state. */
  readonly directory: string;
  /** Digest of the running build: an index of another build is out of date. */
  readonly build: string;
  /** What besides the root changes an index: homes and Pinfold's own folders, as one string. */
  readonly machine: string;
  readonly sha256: (data: string | Uint8Array) => string;
  /** Whether a person approved a file with this content: an index is out of date when that changed. */
  readonly approved: (path: string, digest: string) => boolean;
  /** Compiles anew; loaded only when needed. Throws {@link PolicyUnavailableError} for a broken policy. */
  readonly compile: (root: string | null) => PolicyIndex;
}

/**
 * Compiled policies as files, one for each root. An index is used while the digest of every source is what it was;
 * otherwise it is compiled anew and replaced. A file that is not what was written is an alarm, not a cache miss.
 */
export function createIndexStore(options: IndexStoreOptions): PolicyStore {
  const keep = (root: string | null, index: PolicyIndex): void => {
    const { compiledFor, file } = placeOf(root, options);
    const body = writeIndex(index);
    // Under its own digest too: records name it, and `pinfold explain` replays them.
    replace(`${options.directory}/${index.digest}.json`, body, options);
    replace(file, joinIndexFile(compiledFor, body), options);
  };
  return {
    replace: keep,
    load(root) {
      const { compiledFor, file } = placeOf(root, options);
      const kept = readOptional(file);
      if (kept !== null) {
        const parts = splitIndexFile(kept) ?? damaged(file);
        if (parts.compiledFor === compiledFor) {
          const index = parse(file, parts.body, options);
          if (index.build === options.build && isFresh(index, options)) return index;
        }
      }
      const index = options.compile(root);
      keep(root, index);
      return index;
    },
  };
}

function placeOf(
  root: string | null,
  { directory, machine }: IndexStoreOptions,
): { compiledFor: string; file: string } {
  const compiledFor = JSON.stringify([root, machine, indexFormat]);
  return { compiledFor, file: `${directory}/${indexName(compiledFor)}.json` };
}

function parse(file: string, body: Buffer, { directory }: IndexStoreOptions): PolicyIndex {
  const index = readIndex(body.toString('latin1')) ?? damaged(file);
  const twin = readOptional(`${directory}/${index.digest}.json`);
  return twin?.equals(body) === true ? index : damaged(file);
}

function damaged(file: string): never {
  throw new PolicyUnavailableError(
    'PF-INDEX-DAMAGED',
    `The compiled policy ${file} is not what Pinfold wrote.`,
    'A person should find out who changed it, then run `pinfold policy compile`.',
  );
}

function isFresh({ sources }: PolicyIndex, { sha256, approved }: IndexStoreOptions): boolean {
  return sources.every((source) => {
    const bytes = readOptional(source.path);
    if (bytes === null || source.digest === null) return bytes === null && source.digest === null;
    const digest = sha256(bytes);
    if (digest !== source.digest) return false;
    return source.layer === 'organisation' || approved(source.path, digest) === source.approved;
  });
}

function readOptional(path: string): Buffer | null {
  try {
    // Usually nothing is there, and an exception costs more than a look.
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return null;
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new PolicyUnavailableError(
      'PF-POLICY-UNREADABLE',
      `${path} cannot be read (${code ?? 'unknown error'}).`,
      'Make the file readable for you, or remove it.',
      { cause: error },
    );
  }
}

function replace(file: string, text: string, { directory }: IndexStoreOptions): void {
  // The name of the temporary file is unique for the process; a rename is all or nothing.
  const temporary = `${file}.${process.pid}.new`;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(temporary, text, { mode: 0o600 });
    renameSync(temporary, file);
  } catch (error) {
    throw new PolicyUnavailableError(
      'PF-STATE-UNWRITABLE',
      `The compiled policy cannot be kept in ${directory} (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
      'Free space or make the folder writable for you, then try again.',
      { cause: error },
    );
  }
}
