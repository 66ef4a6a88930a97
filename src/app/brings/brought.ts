import type { StatementOf } from '../../core/actions/action.ts';
import type { Effect } from '../../core/actions/effect.ts';
import type { Policy } from '../../core/policy/decide.ts';
import type { Surroundings } from '../../core/zones/surroundings.ts';
import type { Archives } from '../../ports/archives.ts';
import type { Files } from '../../ports/files.ts';
import type { PathResolver } from '../paths/resolver.ts';

export type BringsStatement = StatementOf<'brings'>;

/** What a statement about brought files is judged by. */
export interface BringContext {
  readonly agent: string;
  readonly policy: Policy;
  readonly surroundings: Surroundings;
  readonly paths: PathResolver;
  readonly files: Files;
  readonly archives: Archives;
  /** What the same action does before. */
  readonly earlier: readonly Effect[];
  /** What earlier statements of the same action have brought; every statement adds to it. */
  readonly arrivals: Arrival[];
}

/** Files that are there by the time that later commands of the same action run. All paths canonical. */
export interface Arrival {
  readonly into: string;
  /** Null where they cannot be told. */
  readonly paths: readonly string[] | null;
}

/** One file, by the name that its source gives it. */
export interface BroughtFile {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'hardLink';
  readonly target: string | null;
  /** As in a patch: one leading segment fewer is cut off. */
  readonly bare?: true;
}

/** What a source holds. */
export type SourceListing =
  | { readonly kind: 'files'; readonly files: readonly BroughtFile[] }
  /** In words that follow its name. */
  | { readonly kind: 'hidden'; readonly why: string };
