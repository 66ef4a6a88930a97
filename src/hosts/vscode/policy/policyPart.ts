import { realpath } from 'node:fs/promises';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { nodeFiles } from '../../../adapters/files/nodeFiles.ts';
import { findRoots } from '../../../app/paths/roots.ts';
import { createPins } from '../../../adapters/approvals/pinFiles.ts';
import { approvalPlacesOf } from '../../shared/approvalPlaces.ts';
import { sha256Hex } from '../../../adapters/digest/sha256.ts';
import {
  compileRoot,
  readPolicyFiles,
  type CompileRootInput,
} from '../../../app/policy/compileRoot.ts';
import { type PendingApproval, pendingApprovals } from '../../../app/policy/pendingApprovals.ts';
import { surroundingsOf } from '../../../app/surroundings.ts';
import { createPolicy, type Policy } from '../../../core/policy/decide.ts';
import type { Diagnostic } from '../../../core/policy/diagnostics.ts';
import { parsePolicy } from '../../../core/policy/parse.ts';
import { parseSettings } from '../../../core/policy/policyFileSettings.ts';
import { fileMark, type FileMark } from '../../../core/present/fileMark.ts';
import { placeOf } from '../../../core/zones/places.ts';
import { machineFacts, type Environment } from '../../shared/machine.ts';
import { directoriesOf, policyPlacesOf } from '../../shared/places.ts';
import { compileInput } from '../../shared/policyAccess.ts';

/**
 * What the editor needs of policies: a program of its own beside the extension (`editorPolicy.cjs`), loaded when a file
 * is shown or a policy is opened. The start of a window does without the compiler.
 */
export interface PolicyPart {
  /** The policy that holds in a folder, read from disk. */
  readonly open: (folder: string, environment: Environment) => FolderPolicy;
}

export interface PolicyFileState {
  readonly layer: 'organisation' | 'user' | 'workspace';
  readonly path: string;
  /** Settings of the workspace's editor, of which a few speak of policy. */
  readonly settings: boolean;
  readonly exists: boolean;
  readonly broken: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** A pattern and where it stands in a text, in UTF-16 units. */
export interface PatternPlace {
  readonly pattern: string;
  readonly offset: number;
  readonly length: number;
}

export interface FolderPolicy {
  /** Canonical root that the folder belongs to; null for a home or a temporary folder. */
  readonly root: string | null;
  /** Every place in which a part of the policy may stand. */
  readonly files: readonly PolicyFileState[];
  /** Contents that nobody approved. */
  readonly pending: readonly PendingApproval[];
  /** `forbid`: the organisation wants no pauses. Null also where a file is broken. */
  readonly pause: 'forbid' | null;
  /** What stands wrong in a text that is meant for one of these places. */
  readonly check: (file: PolicyFileState, text: string) => readonly Diagnostic[];
  /** The patterns of a text that is meant for one of these places, and where they stand. */
  readonly patterns: (file: PolicyFileState, text: string) => readonly PatternPlace[];
  /** @param path absolute, as the editor spells it. @param agents adapter ids */
  readonly mark: (path: string, agents: readonly string[]) => Promise<FileMark | null>;
}

export const open: PolicyPart['open'] = (folder, environment) => {
  const machine = machineFacts(environment);
  const roots = findRoots(folder, machine, nodeFiles);
  const root = roots[0]?.path ?? null;
  const surroundings = surroundingsOf(machine, roots, [], nodeFiles);
  const places = policyPlacesOf(directoriesOf(environment));
  const access = { places, homes: machine.homes, fold: surroundings.foldCase };
  const pins = createPins(approvalPlacesOf(places.state), sha256Hex, Date.now);
  const input = { ...compileInput(root, access), pins };
  const policy = compiled(input);
  return {
    root,
    files: filesOf(input),
    pending: pendingApprovals(input, nodeFiles),
    pause: policy?.index.pause ?? null,
    check: ({ layer, path, settings }, text) => {
      const parsed = settings
        ? parseSettings(text, path)
        : parsePolicy(text, { file: path, layer });
      if (parsed === null) return [];
      return parsed.ok ? parsed.notes : parsed.diagnostics;
    },
    patterns: (_, text) => patternsIn(text),
    mark: async (path, agents) => {
      if (policy === null) return null;
      const stated = slashed(path);
      const real = await realpath(path).then(slashed, () => stated);
      const { place, root: holder } = placeOf(real, surroundings);
      const faces = stated === real ? [] : [stated];
      return fileMark({ path: real, faces, place, root: holder }, agents, policy);
    },
  };
};

function slashed(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

/** Null when a file is broken: then nothing can be said of a path. */
function compiled(input: CompileRootInput): Policy | null {
  const result = compileRoot(input, nodeFiles);
  return result.ok ? createPolicy(result.index) : null;
}

function filesOf(input: CompileRootInput): readonly PolicyFileState[] {
  return readPolicyFiles(input, nodeFiles).map((state) => {
    const { layer, path, settings = false } = state.place;
    const standing = state.ok ? state.source.standing : 'unusable';
    return {
      layer,
      path,
      settings,
      exists: standing !== 'missing' && standing !== 'removed',
      broken: standing === 'unusable' || standing === 'broken',
      diagnostics: state.diagnostics,
    };
  });
}

/** Patterns of zones and secrets of a workspace's policy, as far as the text can be read. */
function patternsIn(text: string): readonly PatternPlace[] {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  if (tree === undefined) return [];
  const zones = findNodeAtLocation(tree, ['zones'])?.children ?? [];
  const lists = [
    ...zones.map((zone) => findNodeAtLocation(zone, ['paths'])),
    findNodeAtLocation(tree, ['secrets', 'paths']),
  ];
  return lists
    .flatMap((list) => list?.children ?? [])
    .filter(({ type, value }) => type === 'string' && isSearchable(String(value)))
    .map(({ value, offset, length }) => ({ pattern: String(value), offset, length }));
}

/** The editor searches below a folder, and knows fewer forms of patterns than we do. */
function isSearchable(pattern: string): boolean {
  return pattern !== '' && !/^[/~]|[()!@+{}]/.test(pattern);
}
