import { docsOnlyDefaults, docsOnlyPaths, strictDefaults } from './builtin/defaults.ts';
import type { DefaultTable } from './policyIndex.ts';
import type { PolicyFile } from './schema.ts';

/** What a preset stands for in the layer that names it: defaults, and paths that it opens. */
export const presets: Record<
  NonNullable<PolicyFile['preset']>,
  { defaults: DefaultTable | undefined; open: readonly string[] }
> = {
  // `balanced` is what the built-in layer already says.
  balanced: { defaults: undefined, open: [] },
  strict: { defaults: strictDefaults, open: [] },
  'docs-only': { defaults: docsOnlyDefaults, open: docsOnlyPaths },
};
