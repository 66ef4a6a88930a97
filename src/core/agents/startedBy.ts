import { agentPrograms, agentVariables, type AgentProgram } from './agentMarks.ts';

/** One process above ours, as far as it can be seen. */
export interface ProcessFact {
  readonly pid: number;
  readonly argv: readonly string[];
  /** Path of the program, links followed; null where that cannot be seen. */
  readonly executable: string | null;
  /** The script that an interpreter runs ({@link scriptOf}), links followed; null where there is none or it is gone. */
  readonly script: string | null;
  /** The environment that it was started with; null where that cannot be seen. */
  readonly environment: Readonly<Record<string, string>> | null;
}

/** What shows that an agent is behind this. */
export interface AgentSeen {
  readonly agent: string;
  /** Words that follow "because". */
  readonly because: string;
}

/** An agent's variable in an environment, or null. */
export function agentInEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): AgentSeen | null {
  for (const { name, value, agent } of agentVariables) {
    const found = Object.keys(environment).find(
      (each) =>
        (name.endsWith('*') ? each.startsWith(name.slice(0, -1)) : each === name) &&
        (value === undefined ? (environment[each] ?? '') !== '' : environment[each] === value),
    );
    if (found !== undefined) return { agent, because: `${found} is set` };
  }
  return null;
}

/** The nearest of the processes above that is an agent, or was started in an agent's environment; null for none. */
export function agentAmong(ancestors: readonly ProcessFact[]): AgentSeen | null {
  for (const each of ancestors) {
    const program = agentPrograms.find((known) => isProgram(each, known));
    if (program !== undefined) {
      const { agent } = program;
      return { agent, because: `process ${each.pid} above this one is ${agent}` };
    }
    const marked = agentInEnvironment(each.environment ?? {});
    if (marked !== null) {
      return { ...marked, because: `process ${each.pid} above this one has ${marked.because}` };
    }
  }
  return null;
}

/** What runs a script, by the name of the program: a name like `node` says nothing about what is run. */
const interpreter = /^(?:node|nodejs|bun|deno|electron|python[\d.]*|pythonw)$/i;

/** Options of interpreters that take the next word. */
const takesValue = new Set(
  '-r --require --import --loader --experimental-loader -C --conditions --env-file -W -X'.split(
    ' ',
  ),
);

/** The word of a command line that names the script which an interpreter runs; null where there is none. */
export function scriptOf(argv: readonly string[]): string | null {
  if (!interpreter.test(nameOf(argv[0] ?? ''))) return null;
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--') return argv[at + 1] ?? null;
    if (takesValue.has(word)) at++;
    else if (/^-(?:e|c|p|m|-eval|-print|pe)$/.test(word)) return null;
    else if (!word.startsWith('-') && word !== 'run') return word;
  }
  return null;
}

function isProgram(started: ProcessFact, program: AgentProgram): boolean {
  const { names = [], packages = [], folders = [], modules = [] } = program;
  const { argv, executable } = started;
  const own = [argv[0] ?? '', executable ?? ''];
  if (own.some((path) => names.includes(nameOf(path)))) return true;
  const stated = scriptOf(argv);
  // A script that is gone, because the agent was upgraded meanwhile, still has its name.
  const scripts = [started.script, stated].filter((path) => path !== null).map(slashes);
  const files = [...scripts, ...own.map(slashes)];
  if (files.some((path) => packages.some((each) => path.includes(`/node_modules/${each}/`)))) {
    return true;
  }
  if (files.some((path) => folders.some((each) => path.includes(`/${each}/`)))) return true;
  if (scripts.some((path) => inBin.test(path) && names.includes(nameOf(path)))) return true;
  const named = argv[0] !== undefined && argv[1] === '-m' ? argv[2] : undefined;
  return named !== undefined && interpreter.test(nameOf(argv[0]!)) && modules.includes(named);
}

/** Where package managers put what is started by its name; a folder or a file of that name elsewhere is anybody's. */
const inBin = /\/(?:\.?bin|Scripts)\/[^/]+$/;

function nameOf(path: string): string {
  const slashed = slashes(path);
  return slashed.slice(slashed.lastIndexOf('/') + 1).replace(/\.(?:exe|cmd)$/i, '');
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
