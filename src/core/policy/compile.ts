import type { LayerName } from '../actions/decision.ts';
import type { Tampering } from '../approvals/tampering.ts';
import { compileGlobs } from '../zones/compileGlobs.ts';
import { closedZones } from './closedZones.ts';
import type { BuiltInRule } from './builtin/builtInRule.ts';
import { builtInRules } from './builtin/index.ts';
import { IndexDraft } from './indexDraft.ts';
import type { PolicyIndex, PolicySource, Version } from './policyIndex.ts';
import type { PolicyFile } from './schema.ts';
import { fileVersions } from './fileVersions.ts';
import { waitingEntries } from './waiting.ts';

/** One policy file after parsing, with where it came from. */
export interface LayerInput {
  readonly name: Exclude<LayerName, 'built-in'>;
  readonly file: PolicyFile;
  /** Where it stands, for people. */
  readonly path?: string;
  /** The settings of the workspace's editor: a part of the workspace's layer with ids of its own. */
  readonly settings?: true;
  /** Directory that its relative patterns start from; null for files outside a workspace. */
  readonly anchor: string | null;
  /** False for a file that is not root's and that nobody approved: it tightens only. */
  readonly trusted: boolean;
  /** One of two versions of the file at `path`; both are trusted. An approved one without the other stands beside none. */
  readonly version?: Version;
}

export interface CompileInput {
  /** Organisation, user, workspace, in this order; the order decides only which of two equal words is named. */
  readonly layers: readonly LayerInput[];
  readonly sources: readonly PolicySource[];
  /** Approvals that are none, for whoever reads the records. */
  readonly tampering?: readonly Tampering[];
  /** Canonical home directories of the user. */
  readonly homes: readonly string[];
  /** Pinfold's own folders: state and keys are closed, programs are readable. */
  readonly own: { readonly state: string; readonly data: string; readonly config: string };
  readonly fold: boolean;
  /** What is built in; left out: all of it. */
  readonly builtIn?: readonly BuiltInRule[];
  /** Digest of the build that compiles. */
  readonly build: string;
  readonly sha256: (text: string) => string;
}

/** Compiles checked policy files and the built-in layer to the index that the hook loads. Deterministic. */
export function compilePolicy(input: CompileInput): PolicyIndex {
  const draft = new IndexDraft(input.homes);
  draft.addBuiltIn(input.own, input.builtIn ?? builtInRules);
  for (const layer of input.layers) draft.addLayer(layer);
  const { build, sources, fold, homes, own, tampering = [] } = input;
  const versions = fileVersions(draft.layers);
  const waiting = waitingEntries(input.layers);
  const body = {
    layers: draft.layers,
    rules: draft.rules,
    globs: compileGlobs(draft.patterns, fold),
    commands: draft.commands,
    network: draft.network,
    ...draft.loosening(),
    knownPlaces: [...new Set(draft.knownPlaces)],
    closed: closedZones(draft.rules, draft.patterns),
    ...(versions === null ? {} : { versions }),
    ...(waiting.length === 0 ? {} : { waiting }),
    ...(tampering.length === 0 ? {} : { tampering }),
  };
  const digest = input.sha256(
    JSON.stringify({
      build,
      sources,
      fold,
      homes,
      own,
      tampering,
      trusted: draft.layers.map((l) => l.trusted),
    }),
  );
  return { format: 3, build, digest, sources, ...body };
}
