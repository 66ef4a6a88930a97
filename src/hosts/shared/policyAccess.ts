import type { BrokenPolicy, CompiledRoot, CompileRootInput } from '../../app/policy/compileRoot.ts';
import { lookAt, markOf } from '../../app/policy/lookAt.ts';
import { isPinned, type PlacesInput, policyPlaces } from '../../app/policy/policyPlaces.ts';
import { pinMark } from '../../adapters/approvals/pinMark.ts';
import { createIndexStore } from '../../adapters/policy/indexStore.ts';
import { sha256Hex } from '../../adapters/digest/sha256.ts';
import type { PolicyIndex } from '../../core/policy/policyIndex.ts';
import type { Files } from '../../ports/files.ts';
import { type PolicyStore, PolicyUnavailableError } from '../../ports/policyStore.ts';
import { approvalPlacesOf } from './approvalPlaces.ts';
import { build } from './build.ts';

export type CompileRoot = (input: CompileRootInput, files: Files) => CompiledRoot;

/** Where Pinfold keeps its things, as far as policies go. */
export interface PolicyPlaces {
  readonly state: string;
  readonly data: string;
  readonly config: string;
  readonly policies: string;
}

export interface PolicyAccessOptions {
  readonly places: PolicyPlaces;
  readonly homes: readonly string[];
  readonly fold: boolean;
  readonly files: Files;
  /** The organisation's file; the platform's own place when left out. */
  readonly organisation?: string;
  /** Loads the compiler: called only when something must be compiled. */
  readonly loadCompiler: () => CompileRoot;
}

/**
 * Where the organisation's policy stands: a place that only an administrator can write. It is not taken from the
 * environment (`ProgramData`), which belongs to whoever starts the agent.
 */
export function organisationPolicy(platform: string = process.platform): string {
  switch (platform) {
    case 'darwin':
      return '/Library/Application Support/Pinfold/policy.jsonc';
    case 'win32':
      return 'C:/ProgramData/Pinfold/policy.jsonc';
    default:
      return '/etc/pinfold/policy.jsonc';
  }
}

/** The compiled policies of this machine, compiled on demand. */
export function createPolicyAccess(options: PolicyAccessOptions): PolicyStore {
  const { state, data, config, policies } = options.places;
  const { files, organisation = organisationPolicy() } = options;
  return createIndexStore({
    directory: policies,
    build,
    machine: JSON.stringify([options.homes, state, data, config, options.fold, organisation]),
    look: ({ path, settings }) => markOf(lookAt(path, settings === true, files), sha256Hex),
    approvals: (root) =>
      pinMark(approvalPlacesOf(state), pinnedPaths({ root, own: { config } }), sha256Hex),
    compile: (root) => compileOrThrow(root, options),
  });
}

/** Files whose policy counts by what a person approved. */
export function pinnedPaths(input: PlacesInput): readonly string[] {
  return policyPlaces(input)
    .filter(isPinned)
    .map(({ path }) => path);
}

/** Compiles without keeping anything. @throws PolicyUnavailableError naming the first error of a broken policy */
export function compileOrThrow(
  root: string | null,
  options: PolicyAccessOptions,
  vouched?: string,
): PolicyIndex {
  const compiled = options.loadCompiler()(compileInput(root, options, vouched), options.files);
  if (compiled.ok) return compiled.index;
  throw unavailable(compiled.broken[0]);
}

/** What the compiler is given for a root of this machine. */
export function compileInput(
  root: string | null,
  options: Omit<PolicyAccessOptions, 'files' | 'loadCompiler'>,
  vouched?: string,
): CompileRootInput {
  const { homes, fold, places, organisation = organisationPolicy() } = options;
  return {
    root,
    homes,
    own: { state: places.state, data: places.data, config: places.config },
    fold,
    build,
    sha256: sha256Hex,
    organisation,
    ...(vouched === undefined ? {} : { vouched }),
  };
}

const owners = {
  organisation: 'The organisation’s policy',
  user: 'Your own policy',
  workspace: 'The workspace policy',
} as const;

/** Codes that say more than that the policy is broken. */
const ownCodes: readonly string[] = ['PF-POLICY-OWNER', 'PF-POLICY-UNREADABLE'];

/** A broken policy file as an error that names its first fault. */
export function unavailable({ place, diagnostics }: BrokenPolicy): PolicyUnavailableError {
  const first = diagnostics.find(({ severity }) => severity === 'error');
  const where =
    first === undefined ? '' : ` ${first.file}:${first.line}:${first.column}: ${first.message}`;
  return new PolicyUnavailableError(
    first !== undefined && ownCodes.includes(first.code) ? first.code : 'PF-POLICY-BROKEN',
    `${owners[place.layer]} cannot be used.${where}`,
    `${first?.remedy ?? ''} A person mends the file; \`pinfold policy check\` shows every error.`.trim(),
  );
}
