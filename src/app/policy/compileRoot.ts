import { compilePolicy, type CompileInput, type LayerInput } from '../../core/policy/compile.ts';
import type { Diagnostic } from '../../core/policy/diagnostics.ts';
import { parsePolicy } from '../../core/policy/parse.ts';
import type { PolicyIndex, PolicySource } from '../../core/policy/policyIndex.ts';
import type { Files } from '../../ports/files.ts';

export interface CompileRootInput extends Pick<
  CompileInput,
  'homes' | 'own' | 'fold' | 'build' | 'sha256'
> {
  /** Canonical workspace root; null compiles the built-in layer alone. */
  readonly root: string | null;
  /**
   * A policy file that stands in for the root's own, vouched for by whoever names it: its entries may loosen.
   * The root's own file tightens only, until somebody approves it.
   */
  readonly vouched?: string;
}

export type CompiledRoot =
  | { readonly ok: true; readonly index: PolicyIndex; readonly notes: readonly Diagnostic[] }
  | { readonly ok: false; readonly text: string; readonly diagnostics: readonly Diagnostic[] };

/** A policy file larger than this is an error, not a policy. */
const largestPolicy = 256 * 1024;

export function workspacePolicyPath(root: string): string {
  return `${root}/.pinfold/policy.jsonc`;
}

/** Compiles the policy that holds for one workspace root. A broken file compiles to its diagnostics, never to less. */
export function compileRoot(input: CompileRootInput, files: Files): CompiledRoot {
  const { root, vouched } = input;
  const path = vouched ?? (root === null ? null : workspacePolicyPath(root));
  const sources: PolicySource[] = [];
  const layers: LayerInput[] = [];
  let notes: readonly Diagnostic[] = [];
  if (path !== null) {
    const text = files.readText(path, largestPolicy);
    if (text === null && files.lstat(path) !== null) return notAFile(path);
    sources.push({ layer: 'workspace', path, digest: text === null ? null : input.sha256(text) });
    if (text !== null) {
      const parsed = parsePolicy(text, { file: path, layer: 'workspace' });
      if (!parsed.ok) return { ok: false, text, diagnostics: parsed.diagnostics };
      notes = parsed.notes;
      layers.push({
        name: 'workspace',
        file: parsed.value,
        anchor: root,
        trusted: vouched !== undefined,
      });
    }
  }
  const index = compilePolicy({ ...input, layers, sources });
  return { ok: true, index, notes };
}

/** A folder, a pipe or a huge file in the policy's place must not pass for "there is no policy". */
function notAFile(path: string): CompiledRoot {
  const diagnostic: Diagnostic = {
    severity: 'error',
    code: 'PF-POLICY-SIZE',
    file: path,
    line: 1,
    column: 1,
    length: 1,
    path: '',
    message: 'This is not a policy file: it is no regular file, or it is larger than 256 KB.',
    remedy: 'Put a regular file in its place, or remove it.',
  };
  return { ok: false, text: '', diagnostics: [diagnostic] };
}
