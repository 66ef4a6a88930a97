import {
  exactText,
  type Field,
  joinFields,
  originOf,
  type Output,
  unknownField,
} from '../words/field.ts';
import { Arrivals } from '../foreign/arrivals.ts';
import { limits } from '../limits.ts';
import { joinPath, type Scope } from '../state/scope.ts';

export interface Written {
  readonly contents: Output;
  /** False where the file may hold something else, or more, that was there before. */
  readonly whole: boolean;
  /** A program made it as its own output file: a compiled program, for all that is known. */
  readonly built: boolean;
}

/** What reading the file gives: where it may hold something else, that is unknown. */
export function possibleContents({ contents, whole }: Written): Output {
  return whole ? contents : [...contents, unknownField('computed')];
}

/**
 * What the files hold that a command line wrote, so that a script which it writes and then runs is judged by its text.
 * Keyed by lexical absolute path: links between writing and running are the resolver's matter.
 */
export class WrittenFiles {
  readonly #contents = new Map<string, Output>();
  /** Files that hold nothing else than what was written here. */
  readonly #whole = new Set<string>();
  readonly #built = new Set<string>();
  /** What came from the network, by its places. */
  readonly arrivals = new Arrivals();
  /** Addresses that were fetched from. */
  readonly addresses: string[] = [];

  get isEmpty(): boolean {
    return this.#contents.size === 0;
  }

  /** The possible contents of a file, or null when this command line did not write it. */
  read(file: Field, scope: Scope): Written | null {
    const path = pathOf(file, scope);
    const contents = path === null ? undefined : this.#contents.get(path);
    if (path === null) return null;
    if (contents === undefined) {
      if (!this.arrivals.covers(path)) return null;
      return { contents: [unknownField('download')], whole: false, built: false };
    }
    return { contents, whole: this.#whole.has(path), built: this.#built.has(path) };
  }

  /** Whether this command line wrote a file whose path passes the test. */
  has(test: (path: string) => boolean): boolean {
    return [...this.#contents.keys()].some((path) => test(path));
  }

  /** A file gets `content`; where it is not certain that this runs, its old content stays possible. */
  replace(file: Field, content: Output, scope: Scope): void {
    const path = pathOf(file, scope);
    if (path === null) return;
    if (scope.certain) this.#whole.add(path);
    this.#built.delete(path);
    const old = scope.certain ? [] : (this.#contents.get(path) ?? []);
    if (content.some((field) => landed(field) !== field || originOf(field) === 'download')) {
      this.arrivals.addFile(path);
    }
    this.#contents.set(path, [...content.map(landed), ...old].slice(0, limits.alternatives));
  }

  /** `content` is added at the end of whatever the file holds. */
  append(file: Field, content: Output, scope: Scope): void {
    const path = pathOf(file, scope);
    if (path === null) return;
    const old = this.#contents.get(path);
    if (old === undefined) {
      // What stands before it is a file's own text, which is read where it is run.
      this.#contents.set(path, content);
      return;
    }
    const whole =
      old.length * content.length > limits.alternatives
        ? [...old, ...content]
        : old.flatMap((head) => content.map((tail) => joinFields([head, tail], '')));
    this.#contents.set(path, (scope.certain ? whole : [...whole, ...old]).slice(0, 200));
  }

  /** A program wrote the file, nobody knows what. */
  spoil(path: string, downloaded: boolean): void {
    this.#whole.delete(path);
    if (downloaded) this.arrivals.addFile(path);
    if (downloaded) this.#built.delete(path);
    else this.#built.add(path);
    this.#contents.set(path, [unknownField(downloaded ? 'download' : 'computed')]);
  }
}

/** A file that came over a raw connection is a file that was downloaded. */
function landed(content: Field): Field {
  return originOf(content) === 'connection' ? unknownField('download') : content;
}

/** The lexical absolute path of an exact word; null where it or its directory is not known. */
export function pathOf(file: Field, scope: Scope): string | null {
  const text = exactText(file);
  if (text === null || text === '') return null;
  if (text.startsWith('/')) return joinPath('/', text);
  return scope.base.kind === 'known' ? joinPath(scope.base.path, text) : null;
}
