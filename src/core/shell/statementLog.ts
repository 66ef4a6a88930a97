import type { StatedPath, Statement } from '../actions/action.ts';
import { limits, LimitReached } from './limits.ts';

/** Collects statements in order, each once. */
export class StatementLog {
  readonly statements: Statement[] = [];
  private readonly seen = new Set<string>();

  /** @throws {LimitReached} when there are too many. */
  add(statement: Statement): void {
    const key = keyOf(statement);
    if (this.seen.has(key)) {
      if (statement.kind === 'write' && statement.origin !== undefined) this.learn(key, statement);
      return;
    }
    if (this.statements.length >= limits.statements) throw new LimitReached('statements');
    this.seen.add(key);
    this.statements.push(statement);
  }

  /** Where the content of a file comes from may be known later than that the file is written. */
  private learn(key: string, statement: Statement): void {
    const at = this.statements.findIndex(
      (known) => known.kind === 'write' && known.origin === undefined && keyOf(known) === key,
    );
    if (at >= 0) this.statements[at] = statement;
  }
}

function keyOf(statement: Statement): string {
  switch (statement.kind) {
    case 'read':
    case 'write':
    case 'delete':
    case 'search':
      return [
        statement.kind,
        statement.certainty,
        statement.via,
        pathKey(statement.path),
        statement.recursive === true ? 'r' : '',
        statement.namesOnly === true ? 'n' : '',
        statement.globs?.join('\0') ?? '',
        statement.leavesOut?.join('\0') ?? '',
        statement.skipsIgnored === true ? 'i' : '',
        statement.skipsHidden?.join('\0') ?? 'h',
        statement.uses === true ? 'u' : '',
      ].join('\n');
    case 'mention':
      return `mention\n${statement.via}\n${pathKey(statement.path)}`;
    case 'brings':
      return `brings\n${JSON.stringify(statement)}`;
    case 'run':
      return `run\n${statement.program}\n${statement.args.join('\0')}`;
    case 'script':
      return `script\n${statement.interpreter}\n${pathKey(statement.path)}\n${JSON.stringify([
        statement.args,
        statement.cwd,
        statement.variables,
      ])}`;
    case 'task':
      return `task\n${statement.runner}\n${JSON.stringify([
        statement.file,
        statement.cwd,
        statement.names,
      ])}`;
    case 'connect':
      return `connect\n${statement.target}\n${statement.via}\n${statement.sends ? 's' : ''}`;
    case 'shell':
      return `shell\n${statement.command}`;
    case 'escalate':
    case 'persist':
    case 'tamper':
    case 'expose':
    case 'terminal':
    case 'destroy':
      return `${statement.kind}\n${statement.why}\n${statement.via}`;
    case 'unresolved':
      return `unresolved\n${statement.why}\n${statement.via}\n${JSON.stringify(statement.of ?? '')}`;
  }
}

function pathKey(path: StatedPath): string {
  return `${path.cwd ?? ''}\n${path.glob ? 'g' : ''}${path.text}`;
}
