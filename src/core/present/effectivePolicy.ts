import type { Verdict } from '../actions/decision.ts';
import type { Place } from '../actions/effect.ts';
import { isStricter } from '../actions/decision.ts';
import type { Tampering } from '../approvals/tampering.ts';
import { isHeldAlways } from '../policy/observe.ts';
import type {
  CompiledLayer,
  DefaultTable,
  PolicyIndex,
  Standing,
  Version,
  WaitingEntry,
} from '../policy/policyIndex.ts';

/** One thing that can speak, and where it comes from. */
export interface EffectiveRow {
  readonly kind: 'rule' | 'command' | 'network' | 'default';
  readonly id: string;
  /** What it says, in a few words. */
  readonly says: string;
  readonly about: string;
  readonly layer: CompiledLayer['name'];
  /** Null for what is built in. */
  readonly file: string | null;
  /** It says nothing: a layer relaxed it. */
  readonly relaxed?: { readonly layer: CompiledLayer['name']; readonly why: string };
  /** What it says is recorded and interrupts nobody. */
  readonly observed?: true;
  /** What loosens in it changes nothing before a person approves the file. */
  readonly waits?: true;
  /** The version of its file that says so, where there are two: the stricter answer counts. */
  readonly version?: Version;
}

export interface EffectivePolicy {
  readonly digest: string;
  readonly files: readonly EffectiveFile[];
  /** The layer that asks for `observe`, or null. */
  readonly observe: string | null;
  /** The organisation's word that nobody can pause Pinfold, or null. */
  readonly pause: 'forbid' | null;
  readonly rows: readonly EffectiveRow[];
  /** Entries that change nothing before a person approves the file. */
  readonly waiting: readonly { readonly entry: string; readonly file: string | null }[];
  /** What lies in the place of an approval and is none. */
  readonly tampering: readonly Tampering[];
}

export interface EffectiveFile {
  readonly layer: string;
  readonly path: string;
  readonly standing: Standing;
  /** The standing in words. */
  readonly state: string;
  /** Digest of the approved content that counts besides or instead of what stands there. */
  readonly last?: string;
}

const states: Record<Standing, string> = {
  missing: 'not there',
  silent: 'says nothing',
  trusted: 'trusted',
  approved: 'approved',
  first: 'not approved: tightens only',
  changed: 'changed, not approved: the last approved version holds beside it',
  removed: 'gone: what the last approved version tightens holds until that is approved',
  broken: 'broken: the last approved version is in force',
};

/** Everything that can speak under a policy, one row each: the answer to "why does it ask here?" before it asks. */
export function effectivePolicy(index: PolicyIndex): EffectivePolicy {
  const { layers, observe } = index;
  const origin: Origin = (layer) => {
    const { name, file = null, version } = layers[layer]!;
    return { layer: name, file, ...(version === undefined ? {} : { version }) };
  };
  const rows = [...ruleRows(index, origin), ...wordRows(index, origin), ...defaultRows(index)];
  return {
    digest: index.digest,
    files: index.sources.map(({ layer, path, standing, last, trouble }) => {
      const why = trouble === undefined ? '' : ` (${trouble})`;
      const state = `${states[standing]}${why}`;
      return { layer, path, standing, state, ...(last === undefined ? {} : { last }) };
    }),
    observe: observe === undefined ? null : layers[observe]!.name,
    pause: index.pause ?? null,
    rows: rows.map((row) => ({ ...row, ...fateOf(row, index) })),
    waiting: (index.waiting ?? []).map(({ layer, entry }) => ({ entry, file: origin(layer).file })),
    tampering: index.tampering ?? [],
  };
}

type Origin = (layer: number) => Pick<EffectiveRow, 'layer' | 'file' | 'version'>;

function ruleRows({ rules, waiting = [] }: PolicyIndex, origin: Origin): readonly EffectiveRow[] {
  return rules.map(({ id, access, title, layer, agents, family }) => {
    const words = [`read ${access.read ?? '-'}`, `write ${access.write ?? '-'}`];
    if (access.delete !== undefined && access.delete !== access.write)
      words.push(`delete ${access.delete}`);
    const forAgents = agents === undefined ? '' : ` (for ${agents.join(', ')})`;
    const waits =
      family === 'zones' && zoneWaits(id, layer, waiting) ? { waits: true as const } : {};
    return {
      kind: 'rule',
      id,
      says: words.join(', '),
      about: title + forAgents,
      ...origin(layer),
      ...waits,
    };
  });
}

function zoneWaits(id: string, layer: number, waiting: readonly WaitingEntry[]): boolean {
  const zone = id.slice(id.indexOf('zones.'));
  return waiting.some((each) => each.layer === layer && each.entry.split(' ', 1)[0] === zone);
}

function wordRows({ commands, network }: PolicyIndex, origin: Origin): readonly EffectiveRow[] {
  const hosts = network.flatMap((rule): EffectiveRow[] => {
    const row = (key: string, says: string, about: string): EffectiveRow => ({
      kind: 'network',
      id: `${rule.id}.${key}`,
      says,
      about,
      ...origin(rule.layer),
    });
    return [
      ...(rule.fetch === undefined ? [] : [row('fetch', rule.fetch, 'fetching')]),
      ...(rule.send === undefined ? [] : [row('send', rule.send, 'sending')]),
      ...(rule.deny.length === 0 ? [] : [row('deny', 'deny', rule.deny.join(', '))]),
      ...(rule.allow.length === 0 ? [] : [row('allow', 'allow', rule.allow.join(', '))]),
    ];
  });
  const starts = commands.map(({ id, verdict, match, layer, agents }): EffectiveRow => {
    const forAgents = agents === undefined ? '' : ` (for ${agents.join(', ')})`;
    const about = `\`${match.join(' ')}\`${forAgents}`;
    return { kind: 'command', id, says: verdict, about, ...origin(layer) };
  });
  return [...starts, ...hosts];
}

/** For each place the strictest word of all layers that have defaults, and the layer it is from. */
function defaultRows({ layers }: PolicyIndex): readonly EffectiveRow[] {
  const balanced = layers[0]?.defaults;
  if (balanced === undefined) return [];
  return (Object.keys(balanced) as Place[]).flatMap((place) =>
    (['read', 'write', 'delete'] as const).map((access): EffectiveRow => {
      let from: CompiledLayer | null = null;
      for (const layer of layers) {
        const verdict = wordOf(layer, place, access);
        const before = from === null ? undefined : wordOf(from, place, access);
        if (verdict === undefined) continue;
        if (before === undefined || isStricter(verdict, before)) from = layer;
      }
      const { name, file = null } = from ?? layers[0]!;
      const says = (from === null ? undefined : wordOf(from, place, access)) ?? 'allow';
      const id = `default.${place}.${access}`;
      return { kind: 'default', id, says, about: `where no rule speaks`, layer: name, file };
    }),
  );
}

function wordOf(
  { defaults }: CompiledLayer,
  place: Place,
  access: keyof DefaultTable[Place],
): Verdict | undefined {
  return defaults?.[place][access];
}

function fateOf(
  { id, says }: EffectiveRow,
  { relaxed, observe, layers }: PolicyIndex,
): Pick<EffectiveRow, 'relaxed' | 'observed'> {
  const relaxation = relaxed?.find(({ rule }) => rule === id);
  if (relaxation !== undefined) {
    return { relaxed: { layer: layers[relaxation.layer]!.name, why: relaxation.why } };
  }
  const interrupts = /\b(?:ask|deny)\b/.test(says);
  return observe !== undefined && interrupts && !isHeldAlways(id) ? { observed: true } : {};
}

/** The same for a terminal: by kind, one line each, with the layer and what became of it. */
export function effectiveText(policy: EffectivePolicy): string {
  const lines = [`Policy ${policy.digest.slice(0, 12)}`];
  for (const { layer, path, state } of policy.files)
    lines.push(`  ${layer.padEnd(12)}  ${path} (${state})`);
  if (policy.observe !== null) {
    lines.push(
      '',
      `Observing, as the ${policy.observe} policy says: only secrets and self-protection interrupt.`,
    );
  }
  if (policy.pause !== null) lines.push('', 'Nobody can pause Pinfold, as the organisation says.');
  for (const [kind, title] of kinds) {
    const rows = policy.rows.filter((row) => row.kind === kind);
    if (rows.length > 0) lines.push('', title, ...table(rows));
  }
  if (policy.waiting.length > 0) {
    lines.push('', 'Waiting for a person’s approval');
    lines.push(...policy.waiting.map(({ entry, file }) => `  ${entry}  (${file ?? ''})`));
  }
  if (policy.tampering.length > 0) {
    lines.push('', 'Passed over, because it is no approval');
    lines.push(...policy.tampering.map(({ path, why }) => `  ${path} ${why}`));
  }
  return `${lines.join('\n')}\n`;
}

const kinds = [
  ['rule', 'Rules'],
  ['command', 'Commands'],
  ['network', 'Network'],
  ['default', 'Defaults'],
] as const;

function table(rows: readonly EffectiveRow[]): readonly string[] {
  const width = Math.max(...rows.map(({ id }) => id.length));
  const said = Math.max(...rows.map(({ says }) => says.length));
  return rows.map((row) => {
    const { id, says, about, layer, relaxed, observed, waits, version } = row;
    const fate =
      relaxed !== undefined
        ? `  RELAXED by ${relaxed.layer}: ${relaxed.why}`
        : observed === true
          ? '  observed only'
          : waits === true
            ? '  waits for approval'
            : version === 'approved'
              ? '  last approved version'
              : '';
    return `  ${id.padEnd(width)}  ${says.padEnd(said)}  ${layer}: ${about}${fate}`;
  });
}
