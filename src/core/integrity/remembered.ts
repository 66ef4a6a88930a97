import * as v from 'valibot';

/**
 * What an extension remembers of an installation: what it put there, what it found in order, what a person accepted.
 * It is kept in the editor's secret storage; see docs/decisions/0012-integrity-alarm.md.
 */
export interface Remembered {
  readonly format: 1;
  /** Raised with each repair: the same change is told again when it comes again. */
  readonly repairs: number;
  /** The extension's own programs, as they were first met: version, and a digest over all of them. */
  readonly own: { readonly version: string; readonly digest: string } | null;
  readonly programs: RememberedPrograms | null;
  /** SHA-256, hex, of the file that keys the trail's content marks. */
  readonly recordKey: string | null;
  /** Agents that are protected. */
  readonly agents: Readonly<Record<string, RememberedAgent>>;
  /** Ids of public keys that this editor made, or that a person accepted. */
  readonly keys: readonly string[];
  /** Those of them whose approvals all come from this editor: others of their signatures are foreign. */
  readonly ownKeys: readonly string[];
  /** Nonces of the approvals that this editor issued. */
  readonly issued: readonly string[];
  /** Findings that a person accepted, by id. */
  readonly accepted: readonly string[];
  /** Findings that were told and that nobody has looked at since, by id: in short words. */
  readonly unseen: Readonly<Record<string, string>>;
  /** Alarms that the trail was told of since the last repair, by id. */
  readonly told: readonly string[];
}

export interface RememberedAgent {
  /** Digest of our entries. */
  readonly entries: string;
  /** Number of the newest record of the trail when that was learnt: what it tells of from before is over. */
  readonly record: number;
  /** When it was protected, as its install record says: with another one all of this is learnt anew. */
  readonly installed: string | null;
}

export interface RememberedPrograms {
  readonly version: string;
  readonly folder: string;
  /** Digest of the launcher, and what it was made from. */
  readonly launcher: string;
  readonly node: string;
  readonly recorded: string;
  /** Digest of each file of the folder, compiled code included. */
  readonly files: Readonly<Record<string, string>>;
}

export const nothingRemembered: Remembered = {
  format: 1,
  repairs: 0,
  own: null,
  programs: null,
  recordKey: null,
  agents: {},
  keys: [],
  ownKeys: [],
  issued: [],
  accepted: [],
  unseen: {},
  told: [],
};

/** After a repair the same change is told again when it comes again. */
export function repaired(known: Remembered): Remembered {
  return { ...known, repairs: known.repairs + 1, told: [] };
}

const texts = v.array(v.string());
const byName = v.record(v.string(), v.string());

const schema: v.GenericSchema<unknown, Remembered> = v.object({
  format: v.literal(1),
  repairs: v.number(),
  own: v.nullable(v.object({ version: v.string(), digest: v.string() })),
  programs: v.nullable(
    v.object({
      version: v.string(),
      folder: v.string(),
      launcher: v.string(),
      node: v.string(),
      recorded: v.string(),
      files: byName,
    }),
  ),
  recordKey: v.nullable(v.string()),
  agents: v.record(
    v.string(),
    v.object({
      entries: v.string(),
      record: v.number(),
      installed: v.optional(v.nullable(v.string()), null),
    }),
  ),
  keys: texts,
  ownKeys: texts,
  issued: texts,
  accepted: texts,
  unseen: byName,
  told: v.optional(texts, []),
});

/** What a kept text says; null when it says nothing that we know, which is as good as no memory. */
export function parseRemembered(text: string): Remembered | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
