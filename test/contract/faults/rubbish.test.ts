import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { faultAgents } from '../../support/faults/agent.ts';
import { faultProject } from '../../support/faults/place.ts';
import { createProtectedWorkspace } from '../../support/protectedWorkspace.ts';
import { workspaceEnvironment, type Workspace } from '../../support/workspace.ts';

/** What does not fit into a line of the fault matrix. */
const payloads: Readonly<Record<string, string | Buffer>> = {
  'NUL bytes': Buffer.alloc(64),
  'bytes that are no UTF-8': Buffer.from([0x7b, 0xff, 0xfe, 0x22, 0x7d]),
  'brackets without end': '['.repeat(200_000),
  'four megabytes of text': `"${'x'.repeat(4 << 20)}"`,
};

for (const agent of faultAgents) {
  describe(`the hook of ${agent.id}, given rubbish`, function () {
    this.timeout(60_000);
    let workspace: Workspace;
    before(async () => {
      workspace = await createProtectedWorkspace(faultProject, agent.id);
    });
    after(() => workspace?.dispose());

    for (const [what, payload] of Object.entries(payloads)) {
      for (const event of ['tool', 'prompt'] as const) {
        it(`refuses ${what} for a ${event}, in words`, () => {
          const { status, stdout, stderr } = run(agent.line(workspace, event) ?? '', payload);
          assert.deepEqual([status, stdout], [2, '']);
          assert.match(String(stderr), /\[PF-PAYLOAD\]/);
        });
      }
    }

    it('refuses an agent and an event that it does not know', () => {
      const line = agent.line(workspace, 'tool') ?? '';
      for (const [from, to] of [
        [` ${agent.id} `, ' nobody '],
        ['PreToolUse', 'Nothing'],
        [`${agent.id} PreToolUse`, ''],
      ] as const) {
        const other = line.replace(from, to);
        assert.notEqual(other, line);
        assert.equal(run(other, '{}').status, 2, other);
      }
    });

    function run(line: string, input: string | Buffer): ReturnType<typeof spawnSync> {
      return spawnSync('/bin/sh', ['-c', line], {
        input,
        env: workspaceEnvironment(workspace),
        encoding: 'utf8',
      });
    }
  });
}
