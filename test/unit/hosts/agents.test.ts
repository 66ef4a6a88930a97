import assert from 'node:assert/strict';
import { agentNames } from '../../../src/core/policy/policyFileTerms.ts';
import { installableAgents } from '../../../src/hosts/installation/agents.ts';
import { adapterOf, agentIds } from '../../../src/hosts/shared/agents.ts';

describe('the tables of agents', () => {
  it('judge exactly the agents that hooks can be installed for', () => {
    assert.deepEqual([...agentIds], [...installableAgents]);
  });

  it('name agents as policies do', () => {
    for (const id of agentIds) assert.ok((agentNames as readonly string[]).includes(id), id);
  });

  it('find each by its own name, and nothing else', () => {
    for (const id of agentIds) assert.equal(adapterOf(id)?.id, id);
    for (const other of ['', 'Claude-Code', 'toString', '__proto__']) {
      assert.equal(adapterOf(other), null);
    }
  });
});
