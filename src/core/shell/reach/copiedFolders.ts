import type { BroughtSource, StatedPath } from '../../actions/action.ts';
import type { Call } from '../calls/call.ts';
import { type Field, headText, shownText } from '../words/field.ts';
import { operandsOf, optionValues, type ParsedArguments } from '../calls/options.ts';
import { listingRoot, reachOf } from './paths.ts';
import { hasAny } from '../calls/narrowing.ts';
import type { Bringing } from '../programs/types.ts';
import type { Scope } from '../state/scope.ts';

/** One call of a program that brings files, taken apart. */
export interface BringingCall {
  readonly facts: Bringing;
  readonly parsed: ParsedArguments;
  readonly call: Call;
  /** Where the program stands once its `-C` have been followed. */
  readonly scope: Scope;
}

/** A source, patterns that narrow it, and the folder that its names are put below. */
export interface FoundSource {
  readonly source: BroughtSource;
  readonly only?: readonly string[];
  readonly under?: string;
}

/** `cp`, `mv`, `rsync`, `scp`: what arrives in the last operand (or in `-t`) has the names that stand in the others. */
export function copiedFolders(brings: BringingCall): readonly FoundSource[] {
  const { facts, parsed } = brings;
  const operands = operandsOf(parsed.items);
  const named = optionValues(parsed.items, facts.into).length > 0;
  const sources = named ? operands : operands.slice(0, -1);
  const target = named ? undefined : operands.at(-1);
  if (facts.remote === true && target !== undefined && isRemote(target)) return [];
  return sources.slice(0, mostSources).flatMap((field) => sourcesIn(field, brings));
}

/** Operands that are followed one by one; the shell's own patterns give more. */
const mostSources = 200;

function sourcesIn(field: Field, brings: BringingCall): readonly FoundSource[] {
  const { facts, parsed, scope } = brings;
  const trees = hasAny(parsed.flags, facts.trees);
  const whole = hasAny(parsed.flags, facts.wholeNames);
  if (facts.remote === true && isRemote(field)) {
    return trees ? [{ source: { kind: 'unseen', what: shownText(field) } }] : [];
  }
  const reach = reachOf(field, scope);
  switch (reach.kind) {
    case 'path': {
      // A single file that is spelled out is stated as such.
      if (!trees && !whole && !reach.path.glob) return [];
      const as = arrival(reach.path, brings);
      const source = { kind: 'folder', path: reach.path, as, trees } as const;
      return [whole ? { source, under: folderIn(reach.path.text) } : { source }];
    }
    case 'listed':
      return reach.listings.map((listing) => ({
        source: listed(listingRoot(listing), whole),
        only: listing.names.every((name) => /^[^[\]{}\\]+$/.test(name)) ? listing.names : [],
      }));
    case 'nothing':
    case 'unbounded':
      return [];
  }
}

function folderIn(text: string): string {
  return text.replace(/\/+$/, '').replace(/[^/]*$/, '');
}

function listed(path: StatedPath, whole: boolean): BroughtSource {
  return { kind: 'folder', path, as: whole ? 'contents' : 'flat', trees: true };
}

function arrival(
  { text }: StatedPath,
  { facts, parsed }: BringingCall,
): 'itself' | 'contents' | 'either' {
  if (/(?:^|\/)\.{1,2}\/*$/.test(text) || hasAny(parsed.flags, facts.contentsWith))
    return 'contents';
  if (!text.endsWith('/')) return 'itself';
  return facts.slashMeans ?? 'either';
}

/** `host:path`, `host::module`, `scheme://…`. */
function isRemote(field: Field): boolean {
  const head = headText(field);
  return /^[a-z][\w+.-]*:\/\//i.test(head) || /^[^/]+:/.test(shownText(field));
}
