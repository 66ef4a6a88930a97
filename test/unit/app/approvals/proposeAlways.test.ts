import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import { proposeAlways } from '../../../../src/app/approvals/proposeAlways.ts';
import type { CompileRootInput } from '../../../../src/app/policy/compileRoot.ts';
import type { LayerName } from '../../../../src/core/actions/decision.ts';
import type { Effect } from '../../../../src/core/actions/effect.ts';
import { sampleRequest } from '../../../support/approvalRequests.ts';
import { memoryFiles } from '../../../support/memoryFiles.ts';
import { memoryPins } from '../../../support/memoryPins.ts';

const home = '/home/ada';
const root = `${home}/w`;
const userPolicy = `${home}/.config/pinfold/policy.jsonc`;
const workspacePolicy = `${root}/.pinfold/policy.jsonc`;

/** A line of `test/cases/always/proposals.jsonl`; see the README there. */
interface ProposalCase {
  readonly what: string;
  readonly effect: { readonly kind: Effect['kind']; readonly path?: string };
  readonly rule: string;
  readonly policy?: string;
  readonly workspace?: string;
  readonly adds?: Readonly<Record<string, unknown>>;
  readonly says?: string;
}

const file = new URL('../../../cases/always/proposals.jsonl', import.meta.url);
const cases = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as ProposalCase);

/** @param also another path of the home that the same call reads */
function proposalFor({ effect, rule, policy, workspace }: ProposalCase, also?: string) {
  const files = memoryFiles({ [root]: { folder: true } });
  if (policy !== undefined) files.add(userPolicy, policy);
  if (workspace !== undefined) files.add(workspacePolicy, workspace);
  const input: CompileRootInput = {
    root,
    homes: [home],
    own: { state: `${home}/.state`, data: `${home}/.data`, config: `${home}/.config/pinfold` },
    organisation: '/etc/pinfold/policy.jsonc',
    pins: memoryPins({
      ...(policy === undefined ? {} : { [userPolicy]: [policy] }),
      ...(workspace === undefined ? {} : { [workspacePolicy]: [workspace] }),
    }),
    fold: false,
    build: 'test',
    sha256: sha256Hex,
  };
  const { path, ...rest } = effect;
  const place = path?.startsWith(`${root}/`) === true ? 'workspace' : 'home';
  const target = { stated: path, path, faces: [], place, root: place === 'home' ? null : root };
  const full = {
    ...(path === undefined ? {} : { target, certainty: 'surely' }),
    via: 'x',
    ...rest,
  } as unknown as Effect;
  const [first = ''] = rule.split('.');
  const layer = (first === 'default' ? 'built-in' : first) as LayerName;
  const request = sampleRequest({
    facts: {
      agent: 'claude-code',
      tool: 'Read',
      effects: [full, ...(also === undefined ? [] : [reading(also)])],
    },
    decision: { ...sampleRequest().decision, rule, layer, effect: full },
  });
  return proposeAlways(request, 'because', input, files);
}

function reading(path: string): Effect {
  const target = { stated: path, path, faces: [], place: 'home', root: null } as const;
  return { kind: 'read', target, via: 'x', certainty: 'surely' };
}

describe('what is proposed for always', () => {
  for (const each of cases) {
    it(each.what, () => {
      const found = proposalFor(each);
      const words = found.kind === 'change' ? found.opens : found.why;
      assert.ok(words.includes(each.says ?? ''), words);
      assert.equal(found.kind, each.adds === undefined ? 'none' : 'change', words);
      if (found.kind !== 'change') return;
      assert.equal(found.before, each.policy ?? '');
      const added = Object.entries(each.adds ?? {}).map(([list, value]) => {
        const { [list]: before = [] } = parse(found.before || '{}') as Record<string, unknown[]>;
        const { [list]: after } = parse(found.after) as Record<string, unknown[]>;
        return [after, [...before, value]];
      });
      for (const [after, wanted] of added) assert.deepEqual(after, wanted);
    });
  }

  it('opens nothing beside or above the path, whatever it is called', () => {
    const name = fc.stringMatching(/^[ -.0-~]{1,12}$/).filter((part) => !/^\.+$/.test(part));
    const names = fc.array(name, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(names, names, (parts, others) => {
        const path = `${home}/${parts.join('/')}`;
        const other = `${home}/${others.join('/')}`;
        fc.pre(!`${other}/`.startsWith(`${path}/`));
        const effect = { kind: 'read', path } as const;
        const found = proposalFor({ what: '', effect, rule: 'default.home.read' }, other);
        if (found.kind === 'change') assert.ok(found.stillAsks, `${path} opens ${other}`);
      }),
      { numRuns: 50 },
    );
  });
});
