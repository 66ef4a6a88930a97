import type { CompiledRoot, CompileRootInput } from '../../app/policy/compileRoot.ts';
import { createIndexStore } from '../../adapters/policy/indexStore.ts';
import { sha256Hex } from '../../adapters/digest/sha256.ts';
import type { PolicyIndex } from '../../core/policy/policyIndex.ts';
import type { Files } from '../../ports/files.ts';
import { type PolicyStore, PolicyUnavailableError } from '../../ports/policyStore.ts';
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
  /** Loads the compiler: called only when something must be compiled. */
  readonly loadCompiler: () => CompileRoot;
}

/** The compiled policies of this machine, compiled on demand. */
export function createPolicyAccess(options: PolicyAccessOptions): PolicyStore {
  const { state, data, config, policies } = options.places;
  return createIndexStore({
    directory: policies,
    build,
    machine: JSON.stringify([options.homes, state, data, config, options.fold]),
    sha256: sha256Hex,
    compile: (root) => compileOrThrow(root, options),
  });
}

/** Compiles without keeping anything. @throws PolicyUnavailableError naming the first error of a broken policy */
export function compileOrThrow(
  root: string | null,
  options: PolicyAccessOptions,
  vouched?: string,
): PolicyIndex {
  const { homes, fold, places, files } = options;
  const own = { state: places.state, data: places.data, config: places.config };
  const compiled = options.loadCompiler()(
    {
      root,
      homes,
      own,
      fold,
      build,
      sha256: sha256Hex,
      ...(vouched === undefined ? {} : { vouched }),
    },
    files,
  );
  if (compiled.ok) return compiled.index;
  const first = compiled.diagnostics.find(({ severity }) => severity === 'error');
  const where =
    first === undefined ? '' : ` ${first.file}:${first.line}:${first.column}: ${first.message}`;
  throw new PolicyUnavailableError(
    'PF-POLICY-BROKEN',
    `The workspace policy cannot be read.${where}`,
    `${first?.remedy ?? ''} A person mends the file; \`pinfold policy check\` shows every error.`.trim(),
  );
}
