import type { Decision, Verdict } from '../actions/decision.ts';
import type { Effect } from '../actions/effect.ts';
import type { Facts } from '../actions/facts.ts';
import { showText } from '../paths/show.ts';
import { judgeEffect, type Policy } from '../policy/decide.ts';
import { type BatchEffect, batchEffect } from './batch.ts';
import { loosenedLines } from './decision.ts';
import { effectWords } from './record.ts';

/** Why a command would be allowed, asked about or denied, as one plain JSON value. */
export interface CommandExplanation {
  readonly command: string;
  readonly verdict: Verdict;
  readonly rule: string;
  readonly reason: string;
  readonly remedy: string;
  /** As in {@link Decision}. */
  readonly relaxed?: NonNullable<Decision['relaxed']>;
  readonly observed?: NonNullable<Decision['observed']>;
  /** What each program in it would do, in the order in which they are first met. */
  readonly programs: readonly ExplainedProgram[];
  /** A command for the same purpose that passes, and how it differs. */
  readonly safer: { readonly command: string; readonly difference: string } | null;
}

export interface ExplainedProgram {
  readonly name: string;
  readonly effects: readonly ExplainedEffect[];
}

export interface ExplainedEffect extends BatchEffect {
  /** The effect in a few words, with the canonical path. */
  readonly words: string;
  readonly verdict: Verdict;
  readonly rule: string;
  /** The command is not allowed because of this one. */
  readonly decides: boolean;
}

export interface JudgedCommand {
  readonly command: string;
  readonly facts: Facts;
  readonly decision: Decision;
  readonly safer: CommandExplanation['safer'];
}

/** Judges every effect of a command by itself and sorts them by the program that has them. */
export function explainCommand(judged: JudgedCommand, policy: Policy): CommandExplanation {
  const { command, facts, decision, safer } = judged;
  const programs = new Map<string, ExplainedEffect[]>();
  for (const effect of facts.effects) {
    const { verdict, rule } = judgeEffect(effect, facts.agent, policy);
    const decides = decision.verdict !== 'allow' && effect === decision.effect;
    const explained = { ...batchEffect(effect), words: wordsOf(effect), verdict, rule, decides };
    const name = programOf(effect);
    programs.set(name, [...(programs.get(name) ?? []), explained]);
  }
  const { verdict, rule, reason, remedy, relaxed, observed } = decision;
  return {
    command,
    verdict,
    rule,
    reason,
    remedy,
    ...(relaxed === undefined ? {} : { relaxed }),
    ...(observed === undefined ? {} : { observed }),
    programs: [...programs].map(([name, effects]) => ({ name, effects })),
    safer,
  };
}

/** The explanation for a terminal: the tree of effects, then the verdict with its reason. */
export function explanationText(explanation: CommandExplanation): string {
  const { command, verdict, rule, reason, remedy, programs, safer } = explanation;
  const lines = [showText(command, 4_200)];
  for (const [index, program] of programs.entries()) {
    const last = index === programs.length - 1;
    lines.push(`${last ? '└─' : '├─'} ${showText(program.name, 80)}`);
    lines.push(...branches(program.effects).map((line) => `${last ? '  ' : '│ '} ${line}`));
  }
  if (programs.length === 0) lines.push('└─ no effect');
  lines.push('', ...field('Verdict', verdict), ...field('Rule', rule), ...field('Why', reason));
  for (const [name, text] of loosenedLines(explanation)) lines.push(...field(name, text));
  if (remedy !== '') lines.push(...field('Instead', remedy));
  if (safer !== null) {
    lines.push(...field('Safer', safer.command), ...field('', safer.difference));
  }
  return lines.join('\n');
}

function branches(effects: readonly ExplainedEffect[]): readonly string[] {
  const words = effects.map((effect) => showText(effect.words, 400));
  const width = Math.min(72, Math.max(...words.map(({ length }) => length)));
  return effects.map(({ verdict, rule, decides }, index) => {
    const corner = index === effects.length - 1 ? '└─' : '├─';
    const mark = decides ? '  ← decides' : '';
    return `${corner} ${verdict.padEnd(5)}  ${(words[index] ?? '').padEnd(width)}  [${rule}]${mark}`;
  });
}

function field(name: string, text: string): readonly string[] {
  const label = name === '' ? '' : `${name}:`;
  return [`${label.padEnd(8)} ${showText(text, 4_200)}`];
}

function programOf(effect: Effect): string {
  return effect.kind === 'run' ? effect.program.replace(/^.*\//, '') : effect.via;
}

function wordsOf(effect: Effect): string {
  const words = effectWords(effect);
  if (!('target' in effect)) return words;
  const { stated, path, shows = [] } = effect.target;
  const written = stated === path || stated === '' ? '' : ` (written ${stated})`;
  const seen = shows.slice(0, 3).join(', ');
  const more = shows.length > 3 ? ` and ${String(shows.length - 3)} more` : '';
  return `${words}${written}${seen === '' ? '' : `, reaching ${seen}${more}`}`;
}
