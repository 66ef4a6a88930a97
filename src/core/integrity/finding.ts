import type { TamperedThing } from '../audit/record.ts';

/**
 * How much something matters:
 * - `alarm`: what is guarded can no longer be vouched for; the level is *open* until it is repaired, and it is recorded.
 * - `note`: it may well be a person's doing, and only a person can say so.
 * - `hint`: a person's doing, or nothing that weakens; told once.
 */
export type Weight = 'alarm' | 'note' | 'hint';

/** What a person can do about a finding, each with one click. */
export type Way =
  /** Puts launcher, programs and hooks back, as *Protect* does. */
  | 'repair'
  /** It was the person's own doing: it counts as known from now on. */
  | 'accept'
  /** Moves a key, an approval or a compiled policy out of the way. */
  | 'set-aside'
  /** Shows the file, which is not ours to change. */
  | 'open';

/** Something that is not as the extension remembers or ships it. */
export interface Finding {
  /** The same for the same change, and for no other one. */
  readonly id: string;
  readonly kind: FindingKind;
  readonly weight: Weight;
  /** How the trail calls it; null where nothing is recorded. */
  readonly what: TamperedThing | null;
  readonly path: string;
  /** Words that follow "it", for the trail. */
  readonly why: string;
  /** A few words that can stand behind "Pinfold: open –". */
  readonly title: string;
  /** Why it matters, in a sentence. */
  readonly meaning: string;
  /** The one agent that it is about; null: all of them. */
  readonly agent: string | null;
  /** When the system saw the file change (ISO 8601), where that is known. */
  readonly since: string | null;
  /** The first one is what is offered first. */
  readonly ways: readonly Way[];
}

export type FindingKind =
  | 'launcher'
  | 'programs'
  | 'lower-version'
  | 'other-version'
  | 'older-version'
  | 'written-elsewhere'
  | 'extension'
  | 'record'
  | 'record-key'
  | 'hooks'
  | 'hooks-taken-away'
  | 'install-record'
  | 'switch'
  | 'key'
  | 'key-missing'
  | 'approval'
  | 'policy-index'
  | 'unseen';

/** A finding without its id; an alarm about all agents where nothing else is said. */
export type FindingDraft = Omit<Finding, 'id' | 'agent' | 'since' | 'weight'> &
  Partial<Pick<Finding, 'agent' | 'since' | 'weight'>>;

/** @param mark tells one change of a thing from another one, e.g. the digest of what stands there */
export function finding(draft: FindingDraft, mark: string): Finding {
  const id = [draft.kind, draft.path, draft.agent ?? '', mark].join(' ');
  return { agent: null, since: null, weight: 'alarm', ...draft, id };
}
