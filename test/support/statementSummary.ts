import type { Statement } from '../../src/core/actions/action.ts';

/** Kind of a statement and what it is about, for tables of expectations. */
export function summary(statement: Statement): string {
  switch (statement.kind) {
    case 'shell':
      return `shell ${statement.command}`;
    case 'connect':
      return `connect ${statement.target}`;
    case 'run':
      return `run ${statement.program}`;
    case 'brings':
      return `brings into ${statement.into.text}`;
    case 'task':
      return `task ${statement.runner}`;
    case 'escalate':
    case 'persist':
    case 'tamper':
    case 'expose':
    case 'terminal':
    case 'destroy':
    case 'unresolved':
      return `${statement.kind} ${statement.why}`;
    case 'read':
    case 'write':
    case 'delete':
    case 'search':
    case 'mention':
    case 'script':
      return `${statement.kind} ${statement.path.text}`;
  }
}
