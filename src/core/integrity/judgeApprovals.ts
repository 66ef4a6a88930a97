import { finding, type Finding, type FindingDraft } from './finding.ts';
import type { Observed } from './observed.ts';
import type { Remembered } from './remembered.ts';

/** What is wrong with keys, with what they signed, and with compiled policies. */
export function judgeApprovals(known: Remembered, seen: Observed): readonly Finding[] {
  return [
    ...keyFindings(known, seen),
    ...approvalFindings(known, seen),
    ...seen.wrongIndexes.map(indexFinding),
  ];
}

function keyFindings(known: Remembered, seen: Observed): readonly Finding[] {
  const there = new Set(seen.keys.map(({ id }) => id));
  const unknown = seen.keys
    .filter(({ id }) => !known.keys.includes(id))
    .map(({ id, path }) => {
      const draft: FindingDraft = {
        kind: 'key',
        what: 'key',
        path,
        why: 'is a key that this editor neither made nor knows',
        title: 'an unknown key was added',
        meaning:
          'Whoever holds its other half can approve policies and calls. Another editor of yours may have made it.',
        ways: ['set-aside', 'accept'],
      };
      return finding(draft, id);
    });
  const missing = known.keys
    .filter((id) => !there.has(id))
    .map((id) => {
      const draft: FindingDraft = {
        kind: 'key-missing',
        weight: 'note',
        what: null,
        path: id,
        why: 'is gone',
        title: 'a key is gone',
        meaning: 'What it approved counts no longer: nothing is open that was closed before.',
        ways: ['accept'],
      };
      return finding(draft, id);
    });
  return [...unknown, ...missing];
}

/** Only this editor holds the private half of its key: what it did not issue was signed with a stolen one. */
function approvalFindings(known: Remembered, seen: Observed): readonly Finding[] {
  const issued = new Set(known.issued);
  return seen.approvals
    .filter(({ key, nonce }) => known.ownKeys.includes(key) && !issued.has(nonce))
    .map(({ kind, path, nonce }) => {
      const draft: FindingDraft = {
        kind: 'approval',
        what: kind,
        path,
        why: 'is signed with this editor’s key, and this editor did not issue it',
        title: `a ${kind} that nobody gave here`,
        meaning:
          'Somebody else signs with this editor’s key. Set it aside, and make another key in Manage Grants.',
        ways: ['set-aside', 'accept'],
      };
      return finding(draft, nonce);
    });
}

function indexFinding(path: string): Finding {
  const draft: FindingDraft = {
    kind: 'policy-index',
    what: 'policy-index',
    path,
    why: 'is not what the policy files compile to',
    title: 'a compiled policy was changed',
    meaning: 'Calls in that workspace are judged by it, whatever the policy file says.',
    ways: ['set-aside'],
  };
  return finding(draft, '');
}
