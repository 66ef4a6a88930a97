import { baseName, commandsIn } from './commands.ts';
import { endOfPath, isGiven, type Line, readLine } from './lines.ts';
import { alsoJudged, judgeGenerally } from './general.ts';
import { factsOf } from '../programs/index.ts';
import { groupsFor, hazardThemes } from './groups.ts';
import { packedHazardNames } from './packed.ts';
import type { Hazard, HazardGroup, Relay } from './types.ts';

/** A call as hazards see it. */
export interface HazardCall {
  /** Program without directories. */
  readonly name: string;
  readonly words: readonly string[];
  /** What it is fed, as far as that is known. */
  readonly fed: readonly string[];
  /** What is typed into what runs here is not seen. */
  readonly unseen: boolean;
  /** And somebody may type into its standard input: no pipe, no file. */
  readonly typed: boolean;
  /** Whether a variable has a value that is not empty when the program starts. */
  readonly hasVariable: (name: string) => boolean;
  /** Whether this command line gave it another value than the session has. */
  readonly isMoved: (name: string) => boolean;
}

export interface Finding {
  readonly hazard: Hazard;
  /** The program and its subcommands, for people. */
  readonly via: string;
}

const mostRelays = 4;

/** The hazards of one call, and of what it hands on (`docker exec`, `bundle exec`, `node tool.js`). */
export function findHazards(call: HazardCall, depth = 0, far = false): Finding[] {
  const found: Finding[] = [];
  for (const group of groupsOf(call.name)) {
    for (const hazard of group.hazards) {
      if (hazard.far === true && !far) continue;
      if (hazard.kind === 'terminal' && !call.unseen) continue;
      const via = matchHazard(hazard, group, call);
      if (via !== null) found.push({ hazard, via });
    }
    if (depth >= mostRelays) continue;
    for (const relay of group.relays ?? []) {
      for (const inner of relayed(relay, group, call)) {
        found.push(...findHazards(inner, depth + 1, far || relay.far === true));
      }
    }
  }
  if (
    found.length === 0 &&
    (factsOf(call.name) === null || alsoJudged.has(call.name)) &&
    !onlyAsks(readLine(call.words, none))
  ) {
    const hazard = judgeGenerally(call);
    if (hazard !== null) found.push({ hazard, via: call.name });
  }
  return found;
}

const none: ReadonlySet<string> = new Set();
const known = new Map<string, readonly HazardGroup[]>();

/** Looked for once a name: a hook asks for few of them. */
function groupsOf(written: string): readonly HazardGroup[] {
  const name = written
    .replace(/^.*\\/, '')
    .toLowerCase()
    .replace(/(?<=\w)@[\w.^~-]+$/, '');
  let groups = known.get(name);
  if (groups === undefined) {
    groups = groupsFor(name, hazardThemes, packedHazardNames);
    if (known.size >= 500) known.clear();
    known.set(name, groups);
  }
  return groups;
}

function matchHazard(hazard: Hazard, group: HazardGroup, call: HazardCall): string | null {
  const globals = group.globals === undefined ? null : setOf(group.globals);
  for (const path of hazard.words?.split('|') ?? ['']) {
    const steps = path === '' ? [] : path.split(' ');
    const end = endOfPath(call.words, steps, globals);
    if (end < 0) continue;
    const line = readLine(call.words.slice(end), setOf(hazard.values));
    const before = readLine(call.words.slice(0, end), globals ?? new Set());
    const whole = { ...line, options: [...before.options, ...line.options] };
    if (onlyAsks(line) || !holds(hazard, group, whole, call)) continue;
    return [call.name, ...steps.filter((step) => !step.endsWith('*'))].join(' ');
  }
  return null;
}

/** Help, or a rehearsal. */
function onlyAsks(line: Line): boolean {
  if (line.words.length === 1 && /^(--?help|-h|--version)$/.test(line.words[0] ?? '')) return true;
  const rehearses = line.options.findLast(({ name }) => /^--?(no-)?dry-?run$/.test(name));
  return (
    rehearses !== undefined &&
    !rehearses.name.startsWith('--no') &&
    !/^(false|none|0)$/.test(rehearses.value ?? '')
  );
}

function holds(hazard: Hazard, group: HazardGroup, line: Line, call: HazardCall): boolean {
  const given = (name: string): boolean => isGiven(name, line, group.abbreviates === true);
  const { operands } = line;
  if (hazard.any !== undefined && !hazard.any.split(' ').some(given)) return false;
  if (hazard.all !== undefined && !hazard.all.split(' ').every(given)) return false;
  if (hazard.none !== undefined && hazard.none.split(' ').some(given)) return false;
  if (hazard.operand !== undefined && !operands.some((word) => hazard.operand?.test(word))) {
    return false;
  }
  if (hazard.noOperand !== undefined && operands.some((word) => hazard.noOperand?.test(word))) {
    return false;
  }
  if (hazard.last !== undefined && !hazard.last.test(operands.at(-1) ?? '')) return false;
  if (hazard.line !== undefined && !hazard.line.test(textOf(line))) return false;
  if (hazard.variables !== undefined && !hazard.variables.split(' ').some(call.hasVariable)) {
    return false;
  }
  if (hazard.moved !== undefined && !hazard.moved.split(' ').some(call.isMoved)) return false;
  if (hazard.typed === true && !call.typed) return false;
  if (hazard.most !== undefined && operands.length > hazard.most) return false;
  if (hazard.fed !== undefined && !call.fed.some((text) => hazard.fed?.test(text))) return false;
  return (
    hazard.code === undefined || [...line.words.flatMap(valuesIn), ...call.fed].some(hazard.code)
  );
}

/** The words as one text, long ones (messages, documents) cut: patterns must stay quick. */
function textOf({ words }: Line): string {
  return words
    .map((word) => word.slice(0, 1_000))
    .join(' ')
    .slice(0, 20_000);
}

/** A word, and the value that may be attached to an option. */
function valuesIn(word: string): readonly string[] {
  if (word.startsWith('--')) return [word.replace(/^--[\w-]*=?/, '')];
  return word.startsWith('-') ? [word.slice(2)] : [word];
}

/** The calls that `relay` hands on. */
function relayed(relay: Relay, group: HazardGroup, call: HazardCall): readonly HazardCall[] {
  const globals = group.globals === undefined ? null : setOf(group.globals);
  for (const path of relay.words?.split('|') ?? ['']) {
    const end = endOfPath(call.words, path === '' ? [] : path.split(' '), globals);
    if (end < 0) continue;
    const rest = call.words.slice(end);
    const start = readLine(rest, setOf(relay.values)).positions[relay.after];
    if (start === undefined) continue;
    const words = rest.slice(start);
    if (relay.text === 'words')
      return [{ ...call, name: baseName(words[0] ?? ''), words: words.slice(1) }];
    if (relay.text === 'option' && !rest.slice(0, start).some((word) => /^-\w*c$/.test(word)))
      continue;
    const text = relay.text === 'option' ? (words[0] ?? '') : words.join(' ');
    return commandsIn(text).map(({ name, words: inner }) => ({ ...call, name, words: inner }));
  }
  return [];
}

const sets = new Map<string, ReadonlySet<string>>();

function setOf(names = ''): ReadonlySet<string> {
  let set = sets.get(names);
  if (set === undefined) {
    set = new Set(names.split(' ').filter((name) => name !== ''));
    sets.set(names, set);
  }
  return set;
}
