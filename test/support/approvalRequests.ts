import { createHash, randomBytes } from 'node:crypto';
import type { Action } from '../../src/core/actions/action.ts';
import type { Facts } from '../../src/core/actions/facts.ts';
import {
  type ApprovalRequest,
  type Asked,
  type AskedCall,
  factsDigest,
  requestNonce,
} from '../../src/core/approvals/request.ts';

export const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

const facts: Facts = {
  agent: 'claude-code',
  tool: 'Bash',
  effects: [{ kind: 'run', program: 'terraform', args: ['apply'], via: 'Bash' }],
};

export function sampleCall(change: Partial<Action> = {}): AskedCall {
  const command = 'terraform apply';
  return {
    event: 'PreToolUse',
    phase: 'before-tool',
    permissionMode: 'default',
    transcript: null,
    action: {
      agent: 'claude-code',
      session: 's1',
      subagent: null,
      callId: 'call-1',
      tool: 'Bash',
      cwd: '/w',
      statements: [{ kind: 'shell', command, cwd: '/w', via: 'Bash' }],
      content: null,
      input: { command },
      ...change,
    },
  };
}

/** A request as the first stage makes it, valid from now on. */
export function sampleRequest(change: Partial<ApprovalRequest> = {}): ApprovalRequest {
  const now = Date.now();
  return {
    format: 1,
    salt: randomBytes(16).toString('hex'),
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 60_000).toISOString(),
    agentVersion: '2.1.330',
    call: sampleCall(),
    roots: ['/w'],
    facts,
    asking: [0],
    decision: {
      verdict: 'ask',
      rule: 'commands.terraform-apply',
      layer: 'workspace',
      effect: facts.effects[0]!,
      reason: 'Runs `terraform apply`. Changes real infrastructure.',
      remedy: 'Show the plan first.',
    },
    policy: 'b'.repeat(64),
    ...change,
  };
}

export function askedOf(request: ApprovalRequest): Asked {
  return {
    request,
    nonce: requestNonce(request, sha256),
    facts: factsDigest(request.facts, sha256),
  };
}
