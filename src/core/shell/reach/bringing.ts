import type { BroughtNames, BroughtSource, StatedPath } from '../../actions/action.ts';
import type { Call } from '../calls/call.ts';
import {
  exactText,
  type Field,
  type Output,
  readFrom,
  shownText,
  textField,
} from '../words/field.ts';
import { type BringingCall, copiedFolders, type FoundSource } from './copiedFolders.ts';
import { type Item, operandsOf, optionValues, type ParsedArguments } from '../calls/options.ts';
import { reachOf } from './paths.ts';
import { hasAny } from '../calls/narrowing.ts';
import type { Bringing } from '../programs/types.ts';
import { movedTo } from '../calls/roles.ts';
import type { Scope } from '../state/scope.ts';

/** States which files a call brings from a patch, an archive or another folder, by the facts of its program. */
export function stateBringing(facts: Bringing, parsed: ParsedArguments, call: Call): void {
  const { flags, items } = parsed;
  if (facts.onlyWith !== undefined && !hasAny(flags, facts.onlyWith)) return;
  if (hasAny(flags, facts.unless) && !hasAny(flags, facts.despite)) return;
  const brings: BringingCall = { facts, parsed, call, scope: movedScope(items, call) };
  const sources = facts.format === 'folder' ? copiedFolders(brings) : readSources(brings);
  if (sources.length === 0) return;
  const names = namesOf(brings);
  const into = reachOf(targetOf(brings), brings.scope);
  if (into.kind !== 'path') return;
  const state = (path: StatedPath, certainty: 'surely' | 'perhaps'): void => {
    const common = { kind: 'brings', into: path, via: call.name, certainty } as const;
    const fromRoot = facts.fromRoot === true;
    for (const { source, only = [], under = names.under } of sources) {
      call.machine.emit({
        ...common,
        source: hasAny(flags, facts.unclear) ? unseen(source) : source,
        names: { ...names, under, only: [...names.only, ...only] },
        fromRoot,
        removes: false,
      });
    }
    if (!hasAny(flags, facts.clears)) return;
    const all: BroughtSource = { kind: 'folder', path, as: 'contents', trees: true };
    call.machine.emit({ ...common, source: all, names, fromRoot, removes: true });
  };
  state(into.path, 'surely');
  for (const path of into.doubtful) state(path, 'perhaps');
}

function unseen(source: BroughtSource): BroughtSource {
  const what = 'path' in source ? source.path.text : 'standard input';
  return { kind: 'unseen', what };
}

function movedScope(items: readonly Item[], call: Call): Scope {
  let use = { scope: call.scope, machine: call.machine, via: call.name };
  for (const item of items) {
    if (item.kind === 'option' && item.role === 'chdir') use = movedTo(item.value, use);
  }
  return use.scope;
}

function targetOf({ facts, parsed }: BringingCall): Field {
  const given = optionValues(parsed.items, facts.into).at(-1);
  if (given !== undefined) return given;
  const operands = operandsOf(parsed.items);
  if (facts.operands === 'sources target') return operands.at(-1) ?? textField('.');
  return (facts.operands === 'source target' ? operands[1] : undefined) ?? textField('.');
}

function readSources({ facts, parsed, call, scope }: BringingCall): readonly FoundSource[] {
  const operands = operandsOf(parsed.items);
  const named = optionValues(parsed.items, facts.from);
  // A patch for a file that is named goes there, whatever stands in it.
  if (facts.operands === 'second' && operands.length > 0) return [];
  const files =
    named.length > 0 || facts.operands === undefined || facts.operands === 'members'
      ? named
      : operands.slice(0, facts.operands === 'sources' ? undefined : 1);
  const from = facts.format === 'patch' ? scope : call.scope;
  const kind = facts.format === 'patch' ? 'patch' : 'archive';
  const found = files.filter((file) => exactText(file) !== '-');
  const piped = found.length < files.length || files.length === 0;
  return [
    ...found.flatMap((file) => sourcesIn(file, kind, from, call)),
    ...(piped ? standardInput(readFrom(call.scope.stdin), kind) : []),
  ].map((source) => ({ source }));
}

/** A file as it is now, or as the same command line writes it. */
function sourcesIn(
  file: Field,
  kind: 'patch' | 'archive',
  scope: Scope,
  call: Call,
): readonly BroughtSource[] {
  const streams = file.pieces.flatMap((piece) => (piece.kind === 'stream' ? piece.content : []));
  if (streams.length > 0) return standardInput(streams, kind);
  const written = call.machine.written.read(file, scope);
  const texts = written === null ? [] : standardInput(written.contents, kind);
  const reach = reachOf(file, scope);
  if (reach.kind !== 'path') {
    // What cannot be bounded is asked about where it is read.
    return reach.kind === 'listed' ? [{ kind: 'unseen', what: shownText(file) }] : texts;
  }
  return written?.whole === true ? texts : [{ kind, path: reach.path }, ...texts];
}

function standardInput(input: Output, kind: 'patch' | 'archive'): readonly BroughtSource[] {
  return input.flatMap((field): readonly BroughtSource[] => {
    if (field.pieces.length === 0) return [];
    const files = field.pieces.flatMap((piece): readonly StatedPath[] =>
      piece.kind === 'unknown' && piece.file !== undefined ? [piece.file] : [],
    );
    if (files.length === field.pieces.length) return files.map((path) => ({ kind, path }));
    const whole: BroughtSource[] =
      exactText(field) === null ? [{ kind: 'unseen', what: 'standard input' }] : [];
    return kind === 'patch' ? [...whole, { kind: 'text', text: shownText(field) }] : unreadable;
  });
}

const unreadable: readonly BroughtSource[] = [{ kind: 'unseen', what: 'standard input' }];

function namesOf({ facts, parsed }: BringingCall): BroughtNames {
  const { items, flags } = parsed;
  const only = optionValues(items, facts.only).map(patternText);
  const members =
    facts.operands === 'members' || facts.operands === 'source members'
      ? memberPatterns(items, facts)
      : [];
  const except = hasAny(flags, facts.exceptUnless)
    ? []
    : optionValues(items, facts.except).map(patternText);
  const all = [...only, ...members];
  return {
    strip: stripOf(facts, parsed),
    under: optionValues(items, facts.under).map(shownText).at(-1) ?? '',
    absolute: hasAny(flags, facts.absolute),
    anywhere: facts.absolute !== 'always' && hasAny(flags, facts.absolute),
    // A pattern that is not known may match anything; where both kinds are mixed, their order would decide.
    only: all.includes(null) ? [] : all.filter((pattern) => pattern !== null),
    except: only.length > 0 ? [] : except.filter((pattern) => pattern !== null),
    exceptTrees: facts.exceptTrees === true,
  };
}

function patternText(field: Field): string | null {
  const plain = field.pieces.every(({ kind }) => kind === 'text' || kind === 'pattern');
  return plain ? shownText(field) : null;
}

/** Names of members after the archive; what follows an exclusion may be more of that (`unzip a.zip -x b c`). */
function memberPatterns(items: readonly Item[], facts: Bringing): readonly (string | null)[] {
  const excluding = new Set(facts.except?.split(' '));
  const end = items.findIndex((item) => item.kind === 'option' && excluding.has(item.name));
  const before = end === -1 ? items : items.slice(0, end);
  return operandsOf(before)
    .slice(facts.operands === 'members' ? 0 : 1)
    .map(patternText);
}

function stripOf(facts: Bringing, { items, flags }: ParsedArguments): number | 'all' {
  if (hasAny(flags, facts.flat)) return 'all';
  const value = optionValues(items, facts.strip).at(-1);
  if (value === undefined) return facts.stripsByItself ?? 0;
  const count = Number(exactText(value) ?? Number.NaN);
  return Number.isSafeInteger(count) && count >= 0 ? count : 0;
}
