import type { PolicyIndex, PolicySource } from './policyIndex.ts';

/** What a reader of a record should know about the policy that it was judged by; most policies need no word. */
export function policyNotes({ sources, tampering = [] }: PolicyIndex): readonly string[] {
  return [
    ...sources.flatMap(sourceNotes),
    ...tampering.map(({ path, why }) => `no approval, and passed over: ${path} ${why}`),
  ];
}

function sourceNotes({ path, standing, trouble }: PolicySource): readonly string[] {
  if (standing === 'broken') {
    return [`the last approved version of ${path} is in force: the file is broken (${trouble})`];
  }
  if (standing === 'removed') {
    return [
      `${path} is gone; what its last approved version tightens holds until that is approved`,
    ];
  }
  return [];
}
