import type { Action, Statement, StatementOf } from '../core/actions/action.ts';
import { plainWords } from '../core/actions/commandWords.ts';
import type { Decision } from '../core/actions/decision.ts';
import type { Effect, PathEffect } from '../core/actions/effect.ts';
import type { Facts } from '../core/actions/facts.ts';
import { decide, judgeEffect, type Policy } from '../core/policy/decide.ts';
import type { Archives } from '../ports/archives.ts';
import type { Trace } from '../core/actions/trace.ts';
import type { Surroundings } from '../core/zones/surroundings.ts';
import type { SessionMemory } from '../ports/sessionMemory.ts';
import type { AnalyseShell } from '../ports/shellAnalysis.ts';
import { expandStatements } from './scripts/expandStatements.ts';
import type { ScriptReader } from './scripts/scriptReader.ts';
import type { BringEffects } from './brings/bringEffects.ts';
import type { Arrival } from './brings/brought.ts';
import { connectEffect } from './connections.ts';
import { followTraces, type Observed } from './traces.ts';
import type { PathResolver } from './paths/resolver.ts';

export interface GuardDependencies {
  readonly policy: Policy;
  readonly surroundings: Surroundings;
  readonly paths: PathResolver;
  readonly analyseShell: AnalyseShell;
  readonly scripts: ScriptReader;
  readonly memory: SessionMemory;
  /** Only for a call that brings files: whoever wires it may load what it takes then. */
  readonly bringing: () => Bringing;
}

export interface Bringing {
  readonly bringEffects: BringEffects;
  readonly archives: Archives;
}

export interface Guarded {
  readonly facts: Facts;
  readonly decision: Decision;
  /** What the call leaves on disk that later ones must know of; to be kept unless it is denied. */
  readonly traces: readonly Trace[];
}

/** More effects than this in one action are not judged one by one: the action asks. */
const mostEffects = 4_000;

/**
 * Judges one action: expands its statements, resolves them on the real tree, decides. Touches nothing.
 * Total but for bugs: what cannot be resolved becomes an `unresolved` effect, which asks.
 */
export function guardAction(action: Action, dependencies: GuardDependencies): Guarded {
  const { facts, traces } = gatherFacts(action, dependencies);
  return { facts, decision: decide(facts, dependencies.policy), traces };
}

/** Everything that the decision depends on, as a plain value, and what the call leaves behind. */
function gatherFacts(
  action: Action,
  dependencies: GuardDependencies,
): Pick<Guarded, 'facts' | 'traces'> {
  const effects = new Map<string, Effect>();
  const arrivals: Arrival[] = [];
  let bringing: Bringing | null = null;
  const observed: Observed[] = [];
  for (const statement of expandStatements(action.statements, dependencies)) {
    if (effects.size >= mostEffects) {
      const why = `it touches more than ${mostEffects} things`;
      effects.set('too many', { kind: 'unresolved', why, via: action.tool });
      break;
    }
    let found: readonly Effect[];
    if (statement.kind === 'brings') {
      bringing ??= dependencies.bringing();
      const { scripts, ...known } = dependencies;
      const context = { ...known, agent: action.agent, files: scripts.files, arrivals };
      const earlier = [...effects.values()];
      found = bringing.bringEffects(statement, { ...context, ...bringing, earlier });
    } else found = effectsOf(statement, dependencies);
    observed.push({ statement, effects: found });
    for (const effect of found) {
      if (isSpokenOf(effect, action.agent, dependencies.policy)) effects.set(keyOf(effect), effect);
    }
  }
  const { recalled, traces } = followTraces(observed, action, dependencies);
  for (const effect of recalled) effects.set(keyOf(effect), effect);
  const facts = { agent: action.agent, tool: action.tool, effects: [...effects.values()] };
  return { facts, traces };
}

/**
 * A word that is only perhaps a path counts where something is protected, and nowhere else. The others are not even
 * facts: they may be any words of a comment or a token, and facts go into the audit trail, which holds no contents.
 */
function isSpokenOf(effect: Effect, agent: string, policy: Policy): boolean {
  if (!('target' in effect) || effect.certainty === 'surely') return true;
  const { verdict, relaxed } = judgeEffect(effect, agent, policy);
  return verdict !== 'allow' || relaxed !== undefined;
}

function effectsOf(
  statement: Exclude<Statement, { kind: 'brings' }>,
  { paths }: GuardDependencies,
): readonly Effect[] {
  switch (statement.kind) {
    case 'read':
    case 'write':
    case 'delete':
    case 'search':
      return pathEffects(statement, paths);
    case 'run':
      return [
        {
          kind: 'run',
          program: statement.program,
          args: plainWords(statement.args),
          via: statement.via,
          ...(statement.script === undefined ? {} : { script: statement.script }),
          ...(statement.opaque === undefined ? {} : { opaque: statement.opaque }),
        },
      ];
    case 'connect':
      return [connectEffect(statement)];
    case 'escalate':
    case 'persist':
    case 'tamper':
    case 'expose':
    case 'terminal':
      return [{ kind: statement.kind, why: statement.why, via: statement.via }];
    case 'unresolved': {
      const { kind, why, via, of } = statement;
      if (of === undefined) return [{ kind, why, via }];
      return [{ kind, why, via, of: { program: of.program, args: plainWords(of.args) } }];
    }
    case 'destroy': {
      const { kind, why, via, recoverable } = statement;
      return [{ kind, why, via, recoverable }];
    }
    case 'mention':
      return [];
    case 'script':
    case 'task':
    case 'shell':
      // What is left over was too deep to follow.
      return [{ kind: 'unresolved', why: 'a command within a command', via: statement.via }];
  }
}

function pathEffects(
  statement: StatementOf<PathEffect['kind']>,
  paths: PathResolver,
): readonly Effect[] {
  const { kind, via, certainty } = statement;
  return paths.resolve(statement).map((resolved): Effect => {
    if (resolved.kind === 'unresolved') return { kind: 'unresolved', why: resolved.why, via };
    return {
      kind,
      target: resolved.fact,
      via,
      certainty,
      ...(statement.namesOnly === undefined ? {} : { namesOnly: statement.namesOnly }),
      ...(statement.uses === undefined ? {} : { uses: statement.uses }),
    };
  });
}

/** Two effects with the same key would be judged alike. */
function keyOf(effect: Effect): string {
  switch (effect.kind) {
    case 'read':
    case 'write':
    case 'delete':
    case 'search': {
      const { target } = effect;
      // Two searches of one folder may show different files of it.
      return [
        effect.kind,
        effect.certainty,
        effect.namesOnly,
        effect.uses,
        target.path,
        ...target.faces,
        '',
        ...(target.shows ?? []),
      ].join('\0');
    }
    case 'run':
      return ['run', effect.program, ...effect.args].join('\0');
    case 'connect':
      return ['connect', effect.host, effect.sends].join('\0');
    case 'escalate':
    case 'persist':
    case 'tamper':
    case 'expose':
    case 'terminal':
    case 'destroy':
      return [effect.kind, effect.why].join('\0');
    case 'unresolved':
      // A rule may allow the one command and not the other.
      return [effect.kind, effect.why, effect.of?.program, ...(effect.of?.args ?? [])].join('\0');
  }
}
