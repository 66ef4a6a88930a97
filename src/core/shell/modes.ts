import type { Statement } from '../actions/action.ts';

/** What code of a workspace computes from its surroundings; asking about it would be asking about every script. */
export function isVague(statement: Statement): boolean {
  if (statement.kind === 'unresolved') return statement.why.startsWith('cannot tell which ');
  return 'path' in statement && statement.path.cwd === null && !/^[/~]/.test(statement.path.text);
}

/** What a command in a container can do to this machine: change files that it shares, and send them away. */
export function countsEverywhere({ kind }: Statement): boolean {
  return /^(?:read|write|delete|search|connect)$/.test(kind);
}
