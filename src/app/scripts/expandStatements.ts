import type { Statement, StatementOf } from '../../core/actions/action.ts';
import { traceAt } from '../../core/actions/trace.ts';
import type { PathFact } from '../../core/actions/effect.ts';
import { isShellText } from '../../core/shell/shellText.ts';
import type { Surroundings } from '../../core/zones/surroundings.ts';
import type { AnalyseShell, ShellContext } from '../../ports/shellAnalysis.ts';
import type { PathResolver } from '../paths/resolver.ts';
import type { SessionMemory } from '../../ports/sessionMemory.ts';
import { literalEffects } from './literalEffects.ts';
import { readScript, type ScriptReader } from './scriptReader.ts';
import { sourcedText } from './sourcedText.ts';
import { readTasks } from './taskFiles.ts';

export interface ExpandDependencies {
  readonly surroundings: Surroundings;
  readonly paths: PathResolver;
  readonly analyseShell: AnalyseShell;
  readonly scripts: ScriptReader;
  readonly memory: SessionMemory;
}

/** Scripts in scripts, tasks in tasks. */
const deepest = 4;
/** Files that one action has read; the work of a call is bounded by this. */
const mostFiles = 64;
/** UTF-16 units of all scripts of one action. */
const mostText = 262_144;

/**
 * Statements without commands: shell text becomes what it does, scripts are read and become what their text does,
 * and so do the tasks of a project. Order is kept; a script that runs itself is followed once.
 */
export function expandStatements(
  statements: readonly Statement[],
  dependencies: ExpandDependencies,
): readonly Statement[] {
  if (!statements.some(({ kind }) => kind === 'shell' || kind === 'script' || kind === 'task')) {
    return statements;
  }
  const expansion = new Expansion(dependencies);
  return statements.flatMap((statement) => expansion.expand(statement, 0));
}

class Expansion {
  readonly #dependencies: ExpandDependencies;
  readonly #followed = new Set<string>();
  readonly #sourceText: (path: string) => string | null;
  #files = 0;
  #text = 0;
  /** Inside a task only literals count: what was followed there is followed again where more does. */
  #tasks = 0;
  /** Scripts and tasks stand at the same terminal as the command that starts them. */
  #typing: 'unseen' | undefined;

  constructor(dependencies: ExpandDependencies) {
    this.#dependencies = dependencies;
    this.#sourceText = sourcedText(dependencies.paths, dependencies.scripts);
  }

  expand(statement: Statement, depth: number): readonly Statement[] {
    if (statement.kind === 'shell') {
      const { command, cwd, start, typing } = statement;
      this.#typing = typing;
      return this.#analyse(command, { cwd, ...(start === undefined ? {} : { start }) }, depth);
    }
    if (statement.kind === 'script') return this.#script(statement, depth);
    return statement.kind === 'task' ? this.#task(statement, depth) : [statement];
  }

  #analyse(
    text: string,
    context: Pick<ShellContext, 'cwd' | 'script' | 'tasks'> & Partial<ShellContext>,
    depth: number,
  ): readonly Statement[] {
    const { analyseShell, surroundings } = this.#dependencies;
    const found = analyseShell(text, {
      home: surroundings.homes.at(-1) ?? '/',
      user: surroundings.user,
      variables: new Map(),
      sourceText: this.#sourceText,
      ...(this.#typing === undefined ? {} : { typing: this.#typing }),
      ...context,
    });
    return found.flatMap((statement) =>
      statement.kind === 'shell' ? [statement] : this.expand(statement, depth),
    );
  }

  #script(statement: StatementOf<'script'>, depth: number): readonly Statement[] {
    const { paths } = this.#dependencies;
    const { path, via } = statement;
    const resolved = paths.resolve({ kind: 'read', path, via, certainty: 'perhaps' });
    return resolved.flatMap((each) =>
      // Where it leads is said by the statement that it is read.
      each.kind === 'path' ? this.#scriptAt(each.fact, statement, depth) : [],
    );
  }

  #scriptAt(fact: PathFact, statement: StatementOf<'script'>, depth: number): readonly Statement[] {
    // Installed programs and the person's own are not the agent's; reading the latter asks by itself.
    if (fact.place !== 'workspace' && fact.place !== 'scratch' && fact.place !== 'temporary') {
      return [];
    }
    const { via, args, variables, cwd } = statement;
    const key = JSON.stringify([this.#tasks > 0, fact.path, args, cwd, variables]);
    if (this.#followed.has(key)) return [];
    this.#followed.add(key);
    const unresolved = (why: string): Statement => ({ kind: 'unresolved', why, via });
    const outside =
      fact.place === 'temporary' && !statement.written && !this.#isOwn(fact.path)
        ? [unresolved('runs a script from a temporary folder')]
        : [];
    const read = this.#spend(depth) ?? readScript(fact, this.#dependencies.scripts);
    if (read.kind === 'unresolved') return [unresolved(read.why)];
    if (read.kind === 'none') return statement.interpreter === 'shell' ? outside : [];
    const { text } = read;
    if (statement.interpreter === 'own' && !isShellText(text)) return [];
    this.#text += text.length;
    if (this.#text > mostText) return [unresolved('runs more scripts than can be followed')];
    const program = statement.path.text;
    const digest = this.#dependencies.scripts.sha256(text);
    const inner = this.#analyse(
      text,
      {
        cwd: cwd ?? '/',
        variables: new Map(Object.entries(variables)),
        script: { path: program, args },
      },
      depth + 1,
    );
    return [
      { kind: 'run', program, args: [], via, script: { path: fact.path, digest } },
      ...outside,
      ...(cwd === null ? [unresolved('cannot tell where a script starts')] : []),
      ...inner.filter((each) => !isVague(each)),
    ];
  }

  /** The session wrote it in an earlier call: no somebody's script that lies in wait there. */
  #isOwn(path: string): boolean {
    return traceAt(this.#dependencies.memory.recall(), path)?.origin === 'written';
  }

  #task(statement: StatementOf<'task'>, depth: number): readonly Statement[] {
    const key = JSON.stringify(statement);
    if (this.#followed.has(key)) return [];
    this.#followed.add(key);
    // What a project declares is opaque beyond its literals: over the bound it is opaque as a whole.
    if (this.#spend(depth) !== null) return [];
    const { scripts, surroundings } = this.#dependencies;
    const found = readTasks(statement, surroundings, scripts);
    if (found === null) return [];
    const { runner, names } = statement;
    this.#tasks += 1;
    const tasks = { runner, names };
    const inner = this.#analyse(found.text, { cwd: found.folder, tasks }, depth + 1);
    this.#tasks -= 1;
    return literalEffects(inner);
  }

  #spend(depth: number): { kind: 'unresolved'; why: string } | null {
    this.#files += 1;
    return depth >= deepest || this.#files > mostFiles
      ? { kind: 'unresolved', why: 'runs more scripts than can be followed' }
      : null;
  }
}

/**
 * A script that stands in the workspace computes paths and programs from its surroundings all the time; asking about
 * each of them would be asking about every script. What it spells out counts, and code that it gets from elsewhere.
 */
function isVague(statement: Statement): boolean {
  if (statement.kind === 'unresolved') return statement.why.startsWith('cannot tell which ');
  return 'path' in statement && statement.path.cwd === null && !/^[/~]/.test(statement.path.text);
}
