import type { Verdict } from '../../actions/decision.ts';
import type { DefaultTable } from '../policyIndex.ts';

function row(read: Verdict, write: Verdict, remove: Verdict = write) {
  return { read, write, delete: remove };
}

/** What `balanced` says where no rule speaks. */
export const balancedDefaults: DefaultTable = {
  scratch: row('allow', 'allow'),
  workspace: row('allow', 'allow'),
  dependency: row('allow', 'deny'),
  home: row('ask', 'deny'),
  temporary: row('allow', 'allow'),
  stream: row('allow', 'allow'),
  system: row('allow', 'deny'),
};

/** `strict`: nothing in the workspace is readable or writable without a zone. */
export const strictDefaults: DefaultTable = {
  ...balancedDefaults,
  workspace: row('deny', 'deny'),
  home: row('deny', 'deny'),
};

/** `docs-only`: the workspace is read-only but for its documentation, which the preset's own zone opens. */
export const docsOnlyDefaults: DefaultTable = {
  ...balancedDefaults,
  workspace: row('allow', 'deny'),
  home: row('deny', 'deny'),
};

export const docsOnlyPaths: readonly string[] = [
  'docs/**',
  'doc/**',
  '**/*.md',
  '**/*.rst',
  '**/*.mdx',
];
