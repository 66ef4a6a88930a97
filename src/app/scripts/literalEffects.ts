import type { Statement } from '../../core/actions/action.ts';

/**
 * What a project's own task says in so many words. Declared test and build runners are opaque and pass: what they
 * compute is not asked about, a path counts where a place is protected, and what asks only by its kind is left out.
 */
export function literalEffects(statements: readonly Statement[]): readonly Statement[] {
  return statements.flatMap((statement): readonly Statement[] => {
    switch (statement.kind) {
      case 'read':
      case 'write':
      case 'delete':
        return [{ ...statement, certainty: 'perhaps' }];
      case 'brings':
        return [{ ...statement, certainty: 'perhaps' }];
      case 'search':
        // A linter that searches its own project is not after the secrets in it.
        return /^[/~]/.test(statement.path.text) ? [{ ...statement, certainty: 'perhaps' }] : [];
      case 'connect':
        return statement.sends ? [statement] : [];
      case 'destroy':
        return statement.recoverable ? [] : [statement];
      case 'run':
      case 'persist':
      case 'tamper':
      case 'expose':
      case 'terminal':
        return [statement];
      case 'mention':
      case 'shell':
      case 'script':
      case 'task':
      case 'escalate':
      case 'unresolved':
        return [];
    }
  });
}
