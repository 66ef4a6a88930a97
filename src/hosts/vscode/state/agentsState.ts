import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { directoriesFor } from '../../../adapters/install/directories.ts';
import { installRecords, seenSessions } from '../../../adapters/install/records.ts';
import type { AgentTrace, KnownAgent } from '../../../core/present/knownAgent.ts';
import { parseStatus } from '../../../core/present/parseStatus.ts';
import type { AgentStatus } from '../../../core/present/status.ts';
import {
  agentsHere,
  describe,
  type InstallableAgent,
  type InstallationOptions,
  isInstallable,
} from '../../installation/agents.ts';
import type { CommandLine } from '../commandLine.ts';

/** Between two checks that nobody asked for. */
const leastBetweenMs = 5_000;
/** A check that nobody asked for is made anew when the window is looked at after this time. */
const freshForMs = 10 * 60_000;

/**
 * What is known of the agents of this machine. Their traces are small files; whether a hook answers is found by a
 * check, which runs the command line in a process of its own.
 */
export class AgentsState implements vscode.Disposable {
  readonly #options: InstallationOptions;
  readonly #commandLine: CommandLine;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  #traces: readonly (readonly [InstallableAgent, AgentTrace])[] | null = null;
  #statuses: ReadonlyMap<string, AgentStatus> = new Map();
  /** When the hooks were installed that the statuses are about. */
  #checkedFor: ReadonlyMap<string, string | null> = new Map();
  #checking: Promise<void> | null = null;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #later: NodeJS.Timeout | null = null;

  readonly onDidChange = this.#changed.event;

  constructor(
    options: InstallationOptions,
    commandLine: CommandLine,
    log: vscode.LogOutputChannel,
  ) {
    this.#options = options;
    this.#commandLine = commandLine;
    this.#log = log;
  }

  /** Folders and files whose change may change the state of an agent. */
  get places(): { readonly installs: string; readonly files: readonly string[] } {
    const { installs, launcher } = directoriesFor(this.#options);
    const settings = agentsHere(this.#options).map((id) => describe(id, this.#options).settings);
    return { installs, files: [launcher, ...settings] };
  }

  /** The agents of this machine, with what is known of them. */
  get all(): readonly KnownAgent[] {
    this.#traces ??= agentsHere(this.#options).map((id) => [id, this.#traceOf(id)]);
    return this.#traces.map(([agent, trace]) => {
      const status = this.#statuses.get(agent) ?? null;
      // What was found before the hooks came or went says nothing any more.
      const stale = status !== null && this.#checkedFor.get(agent) !== trace.installedAt;
      return { agent, trace, status: stale ? null : status };
    });
  }

  nameOf(agent: string): string {
    return isInstallable(agent) ? describe(agent, this.#options).name : agent;
  }

  /** Reads the traces anew: something may have changed. */
  refresh(): void {
    this.#traces = null;
    this.#changed.fire();
  }

  /** Checks soon, unless that was done a moment ago; several wishes at once become one. */
  checkSoon(afterMs = 1_000): void {
    const since = performance.now() - this.#checkedAt;
    const wait = Math.max(afterMs, leastBetweenMs - since);
    this.#later ??= setTimeout(() => {
      this.#later = null;
      void this.check();
    }, wait);
  }

  /** Checks when the last check is old. */
  checkIfOld(): void {
    if (performance.now() - this.#checkedAt > freshForMs) this.checkSoon();
  }

  /** Asks the command line how far the fence stands. Never rejects; what goes wrong is in the log. */
  async check(): Promise<void> {
    this.#checking ??= this.#run().finally(() => {
      this.#checking = null;
    });
    return this.#checking;
  }

  async #run(): Promise<void> {
    this.#checkedAt = performance.now();
    this.#traces = null;
    const before = this.all;
    try {
      const { stdout, stderr } = await this.#commandLine.run(['status', '--json']);
      const found = stdout.split('\n').flatMap((line) => parseStatus(line) ?? []);
      if (found.length === 0) throw new Error(stderr.trim() || 'the command said nothing');
      this.#statuses = new Map(found.map((status) => [status.agent, status]));
      this.#checkedFor = new Map(before.map(({ agent, trace }) => [agent, trace.installedAt]));
    } catch (error) {
      this.#log.error(`The state of the agents cannot be found: ${String(error)}`);
      this.#statuses = new Map();
    }
    this.#changed.fire();
  }

  #traceOf(agent: InstallableAgent): AgentTrace {
    const { installs, sessions } = directoriesFor(this.#options);
    const { name, folder } = describe(agent, this.#options);
    return {
      name,
      present: existsSync(folder),
      installedAt: installRecords(installs).read(agent)?.at ?? null,
      lastSeen: seenSessions(sessions).newest(agent)?.startedAt ?? null,
    };
  }

  dispose(): void {
    if (this.#later !== null) clearTimeout(this.#later);
    this.#changed.dispose();
  }
}
