import type { Action, Statement } from '../core/actions/action.ts';
import type { Effect, PathEffect } from '../core/actions/effect.ts';
import { type FileUse, recall, type Trace, tracesLeft } from '../core/actions/trace.ts';
import { judgeEffect, type Policy } from '../core/policy/decide.ts';
import type { SessionMemory } from '../ports/sessionMemory.ts';

/** A statement of a call with what it would do. */
export interface Observed {
  readonly statement: Statement;
  readonly effects: readonly Effect[];
}

export interface Followed {
  /** What the call is on top of what it states: because of what earlier calls of the session left behind. */
  readonly recalled: readonly Effect[];
  readonly traces: readonly Trace[];
}

const nothing: Followed = { recalled: [], traces: [] };

/**
 * Looks at a call in the light of earlier ones of its session: a file that was downloaded then and is run now, one
 * that was made from protected data and is sent now. The session's memory is asked only by calls that it can concern.
 */
export function followTraces(
  observed: readonly Observed[],
  { agent, tool }: Pick<Action, 'agent' | 'tool'>,
  { policy, memory }: { readonly policy: Policy; readonly memory: SessionMemory },
): Followed {
  const use = fileUseOf(observed, agent, policy);
  if (use.written.length === 0 && use.run.length === 0 && !use.sends) return nothing;
  const known = memory.recall();
  const { runsDownload, sendsProtected } = recall(use, known);
  const recalled: Effect[] = [];
  if (runsDownload !== null) {
    const why = `runs ${runsDownload}, which an earlier call downloaded`;
    recalled.push({ kind: 'unresolved', why, via: tool });
  }
  if (sendsProtected !== null) {
    const why = `sends ${sendsProtected}, which an earlier call made from something protected`;
    recalled.push({ kind: 'expose', why, via: tool });
  }
  return { recalled, traces: tracesLeft(use, known) };
}

/** Programs that write to a file without a change of its content: where that came from stays what it was. */
const attributesOnly = /^(?:chmod|chown|chgrp|touch|chattr|xattr|setfacl|setfattr)$/;

function fileUseOf(observed: readonly Observed[], agent: string, policy: Policy): FileUse {
  const written = observed.flatMap(({ statement, effects }) =>
    statement.kind !== 'write' ||
    attributesOnly.test(statement.via) ||
    (statement.certainty !== 'surely' && statement.origin === undefined)
      ? []
      : targets(effects).map(({ target }) => ({
          path: target.path,
          temporary: target.place === 'temporary',
          download: statement.origin === 'download',
          replaced: replacing.test(statement.via),
          recursive: statement.recursive === true,
        })),
  );
  const sends = observed.some(({ statement }) => statement.kind === 'connect' && statement.sends);
  const run = filesRun(observed);
  // What is read matters where something is made of it, or sent.
  const read =
    written.length === 0 && !sends
      ? []
      : observed.flatMap(({ effects }) =>
          targets(effects)
            .filter(({ kind }) => kind === 'read' || kind === 'search')
            .map((effect) => ({
              path: effect.target.path,
              protected: effect.namesOnly !== true && isProtected(effect, agent, policy),
            })),
        );
  return { read, written, run, sends };
}

/** Redirections and tools that write a whole file; whoever changes its mode or adds to it leaves what it is. */
const replacing = /^(?:&?>\|?|Write)$/;

function targets(effects: readonly Effect[]): PathEffect[] {
  return effects.filter((effect): effect is PathEffect => 'target' in effect);
}

/** A rule, not only a default, has something to say about reading it. */
function isProtected(effect: PathEffect, agent: string, policy: Policy): boolean {
  if (effect.certainty !== 'surely') return false;
  const { verdict, rule } = judgeEffect(effect, agent, policy);
  return verdict !== 'allow' && !rule.startsWith('default.');
}

/** Canonical paths of files that are run: scripts that were read for it, and programs that are named by a path. */
function filesRun(observed: readonly Observed[]): string[] {
  const programs = new Set<string>();
  const found = new Set<string>();
  for (const { statement } of observed) {
    if (statement.kind !== 'run') continue;
    programs.add(statement.program);
    if (statement.script !== undefined) found.add(statement.script.path);
  }
  for (const { statement, effects } of observed) {
    if (statement.kind !== 'read' || !programs.has(statement.path.text)) continue;
    for (const { target } of targets(effects)) found.add(target.path);
  }
  return [...found];
}
