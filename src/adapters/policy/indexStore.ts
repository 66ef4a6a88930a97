import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { PolicyIndex, PolicySource } from '../../core/policy/policyIndex.ts';
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
  /** What stands in a source's place now, to compare with what stood there when it was compiled. */
  readonly look: (source: PolicySource) => Pick<PolicySource, 'digest' | 'instead'>;
  /** Changes whenever a person's approval of a root's files comes or goes: an index is out of date then. */
  readonly approvals: (root: string | null) => string;
  /** Compiles anew; loaded only when needed. Throws {@link PolicyUnavailableError} for a broken policy. */
  readonly compile: (root: string | null) => PolicyIndex;
}

/**
 * Compiled policies as files, one for each root. An index is used while every source and all approvals are what they
 * were; otherwise it is compiled anew and replaced. A file that is not what was written is an alarm, not a cache miss.
 */
export function createIndexStore(options: IndexStoreOptions): PolicyStore {
  const compileAndKeep = (root: string | null, { compiledFor, file }: IndexPlace): PolicyIndex => {
    // `compiledFor` holds the approvals from before: what comes while compiling is seen at the next call.
    const index = options.compile(root);
    const body = writeIndex(index);
    // Under its own digest too: records name it, and `pinfold explain` replays them.
    replace(`${options.directory}/${index.digest}.json`, body, options);
    replace(file, joinIndexFile(compiledFor, body), options);
    return index;
  };
  return {
    renew: (root) => compileAndKeep(root, placeOf(root, options)),
    load(root) {
      const place = placeOf(root, options);
      const { compiledFor, file } = place;
      const kept = readOptional(file);
      if (kept !== null) {
        const parts = splitIndexFile(kept) ?? damaged(file);
        if (parts.compiledFor === compiledFor) {
          const index = parse(file, parts.body, options);
          if (index.build === options.build && isFresh(index, options)) return index;
        }
      }
      return compileAndKeep(root, place);
    },
  };
}

interface IndexPlace {
  /** The first line of the file: what the name is made from, and the approvals. */
  readonly compiledFor: string;
  readonly file: string;
}

function placeOf(
  root: string | null,
  { directory, machine, approvals }: IndexStoreOptions,
): IndexPlace {
  const name = indexName(JSON.stringify([root, machine, indexFormat]));
  const compiledFor = JSON.stringify([root, machine, indexFormat, approvals(root)]);
  return { compiledFor, file: `${directory}/${name}.json` };
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

function isFresh({ sources }: PolicyIndex, { look }: IndexStoreOptions): boolean {
  return sources.every((source) => {
    const { digest, instead } = look(source);
    return digest === source.digest && instead === source.instead;
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
