import { finding, type Finding } from './finding.ts';

/**
 * Nothing can be said of the installation: looking at it fails. Whoever can put a file there that no reader stands could
 * silence everything else.
 * @param why the error, in its own words
 */
export function unseen(path: string, why: string): Finding {
  return finding(
    {
      kind: 'unseen',
      what: 'program',
      path,
      why: `cannot be looked at: ${why}`,
      title: 'the installation cannot be looked at',
      meaning: 'Nobody can tell whether it still guards anything.',
      ways: ['repair'],
    },
    why,
  );
}
