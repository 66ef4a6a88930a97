import { docsOnlyDefaults, docsOnlyPaths, strictDefaults } from './builtin/defaults.ts';
import type { Verdict } from '../actions/decision.ts';
import type { DefaultTable } from './policyIndex.ts';
import type { PolicyFile } from './schema.ts';

/** What a preset stands for in the layer that names it: defaults, and paths that it opens. */
export const presets: Record<
  NonNullable<PolicyFile['preset']>,
  { defaults: DefaultTable | undefined; open: readonly string[]; opaque?: Verdict }
> = {
  // `balanced` is what the built-in layer already says.
  balanced: { defaults: undefined, open: [] },
  // Where nothing may be changed without a zone, a build that may change anything needs a person.
  strict: { defaults: strictDefaults, open: [], opaque: 'ask' },
  'docs-only': { defaults: docsOnlyDefaults, open: docsOnlyPaths, opaque: 'ask' },
};
