import { createHash, randomBytes } from 'node:crypto';
import type { Facts } from '../../src/core/actions/facts.ts';
import {
  type ApprovalRequest,
  type Asked,
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

/** A request as the first stage makes it, valid from now on. */
export function sampleRequest(change: Partial<ApprovalRequest> = {}): ApprovalRequest {
  const now = Date.now();
  return {
    format: 1,
    salt: randomBytes(16).toString('hex'),
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 60_000).toISOString(),
    origin: {
      agent: 'claude-code',
      agentVersion: '2.1.330',
      session: 's1',
      subagent: null,
      callId: 'call-1',
      event: 'PreToolUse',
      tool: 'Bash',
      cwd: '/w',
    },
    roots: ['/w'],
    facts,
    decision: {
      verdict: 'ask',
      rule: 'commands.terraform-apply',
      layer: 'workspace',
      effect: facts.effects[0]!,
      reason: 'Runs `terraform apply`. Changes real infrastructure.',
      remedy: 'Show the plan first.',
    },
    policy: 'b'.repeat(64),
    command: 'terraform apply',
    content: null,
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
