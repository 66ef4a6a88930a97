import type { LayerName, Verdict } from '../actions/decision.ts';
import type { Tampering } from '../approvals/tampering.ts';
import type { Place } from '../actions/effect.ts';
import type { GlobIndex } from '../zones/globIndex.ts';

/**
 * A compiled policy: what the hook loads as JSON. It holds no code and no globs, only data that decide() reads.
 * It is valid while the digest of every source is what it was at compilation.
 */

export type Family = 'built-in' | 'zones' | 'secrets' | 'commands' | 'network';

/** What a rule says for each kind of access; a missing key is silence. A search is a read, a delete falls back to `write`. */
export interface Access {
  readonly read?: Verdict;
  readonly write?: Verdict;
  readonly delete?: Verdict;
  /** A program reads it for its own work and shows nothing of it; falls back to `read`. */
  readonly use?: Verdict;
}

export interface PathRule {
  readonly id: string;
  readonly layer: number;
  readonly family: Family;
  readonly access: Access;
  /** What the paths are, as it fits into "… is <title>". */
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  /** Adapters that the rule speaks to; absent for all. */
  readonly agents?: readonly string[];
  /** Only paths in these places; absent for anywhere. */
  readonly places?: readonly Place[];
  /** The most that a word amounts to which is only perhaps a path; absent: what the access says. */
  readonly perhaps?: Verdict;
  /** The rule makes its paths a place of their own: the layer's own default for them is silent. */
  readonly ownPlace?: true;
  /** A zone of a file outside every workspace whose patterns hold in any of them, and nowhere else. */
  readonly floats?: true;
}

export interface CommandRule {
  readonly id: string;
  readonly layer: number;
  /** Program and first words; options between them are skipped. */
  readonly match: readonly string[];
  readonly verdict: Verdict;
  readonly why: string;
  readonly agents?: readonly string[];
}

export interface NetworkRule {
  readonly layer: number;
  /** What the ids of its words begin with, e.g. `organisation.network`. */
  readonly id: string;
  readonly fetch?: Verdict;
  readonly send?: Verdict;
  readonly deny: readonly string[];
  readonly allow: readonly string[];
}

/** Verdict by place and kind of access, where no rule speaks. */
export type DefaultTable = Readonly<
  Record<Place, { readonly read: Verdict; readonly write: Verdict; readonly delete: Verdict }>
>;

export interface CompiledLayer {
  readonly name: LayerName;
  /** The file that it was compiled from; absent for what is built in. */
  readonly file?: string;
  /** Directory that the layer's relative patterns start from; null where there are none. */
  readonly anchor: string | null;
  /**
   * The layer may replace another layer's defaults. False for a file that is not root's and that nobody approved: it
   * tightens only.
   */
  readonly trusted: boolean;
  /** Absent where the file has one version only. */
  readonly version?: Version;
  /** It asks for `observe`. */
  readonly observes?: true;
  readonly defaults?: DefaultTable;
  /** What the layer says of a run whose work stands in code that nobody has read; absent: nothing. */
  readonly opaque?: Verdict;
}

/** Which of two versions of a file: the last one that a person approved, or the one that stands there and waits. */
export type Version = 'approved' | 'waiting';

export interface PolicySource {
  readonly layer: LayerName;
  readonly path: string;
  /** It is the settings of an editor, of which only a part is policy. */
  readonly settings?: true;
  /** SHA-256 of the file's text as UTF-8, hex; null when there is none, or none that can be read. */
  readonly digest: string | null;
  /** What stands there and cannot be read as a file, e.g. `unreadable EACCES`; absent otherwise. */
  readonly instead?: string;
  readonly standing: Standing;
  /** Digest of the last approved content, where it counts besides or instead of what stands there. */
  readonly last?: string;
  /** What is wrong with a broken file: code and place, no text of it. */
  readonly trouble?: string;
}

/**
 * What a file's content counts for.
 * - `missing`: nothing is there; `silent`: it says nothing about policy.
 * - `trusted`: it is root's alone, or whoever names it vouches for it.
 * - `approved`: a person approved this content, or what it says.
 * - `first`: nobody approved it nor another content before it; it tightens only.
 * - `changed`: nobody approved it; the last approved version counts beside it, and the stricter answer wins.
 * - `removed`: it is gone, or silent now; the last approved version still counts, for what it tightens.
 * - `broken`: it cannot be used; the last approved version counts in its place.
 */
export type Standing =
  | 'missing'
  | 'silent'
  | 'trusted'
  | 'approved'
  | 'first'
  | 'changed'
  | 'removed'
  | 'broken';

/** A built-in protection that a layer took out, and why. */
export interface RelaxedRule {
  readonly rule: string;
  readonly layer: number;
  readonly why: string;
}

/** An entry of a file that loosens, and that changes nothing until a person approves the file. */
export interface WaitingEntry {
  readonly layer: number;
  /** As it stands in the file, e.g. `relax built-in.secrets.dotenv`, or what became of it: see loosening.ts. */
  readonly entry: string;
}

export interface PolicyIndex {
  readonly format: 3;
  /** Digest of the build whose built-in layer this holds. */
  readonly build: string;
  /** SHA-256 over build, sources and what was compiled for: names this policy in records. */
  readonly digest: string;
  readonly sources: readonly PolicySource[];
  readonly layers: readonly CompiledLayer[];
  readonly rules: readonly PathRule[];
  readonly globs: GlobIndex;
  readonly commands: readonly CommandRule[];
  readonly network: readonly NetworkRule[];
  /** Absent when nothing is relaxed. */
  readonly relaxed?: readonly RelaxedRule[];
  /** The layer that asks for `observe`: decide and record, interrupt for secrets and self-protection only. */
  readonly observe?: number;
  /** The organisation's word that nobody can pause Pinfold. */
  readonly pause?: 'forbid';
  /** Absent when nothing waits. */
  readonly waiting?: readonly WaitingEntry[];
  /**
   * Where files have two versions: for each way to choose one of every file, the layers that are silent then. The
   * strictest answer of all these ways counts.
   */
  readonly versions?: readonly (readonly number[])[];
  /** Approvals of these sources that are none; absent where there are none of them. */
  readonly tampering?: readonly Tampering[];
  /** Known places of protected files without wildcards, absolute: looked at by searches and hard links. */
  readonly knownPlaces: readonly string[];
  /** Zones of policy files in which an edit is denied or asked about, by the folders that all their paths lie in. */
  readonly closed: readonly ClosedZone[];
}

export interface ClosedZone {
  readonly rule: number;
  /** Canonical as far as the patterns go: `lab/**` lies in `<root>/lab`, `**\/x` in `<root>`. */
  readonly folders: readonly string[];
}
