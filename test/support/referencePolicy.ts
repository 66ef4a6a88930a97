import { Minimatch } from 'minimatch';
import type { LayerName, Verdict } from '../../src/core/actions/decision.ts';
import type { Effect, PathEffect, Place } from '../../src/core/actions/effect.ts';
import type { BuiltInRule } from '../../src/core/policy/builtin/builtInRule.ts';
import { credentialHosts } from '../../src/core/policy/builtin/index.ts';
import type { PolicyFile } from '../../src/core/policy/schema.ts';

/**
 * What a policy means, a second time: slow, without an index, from the words of the design and of docs/policy.md. It
 * shares with the product only data (the built-in rules) and types. Every rule is tried on every path.
 */

export interface ReferenceLayer {
  readonly name: Exclude<LayerName, 'built-in'>;
  readonly file: PolicyFile;
  readonly trusted: boolean;
}

export interface ReferenceMachine {
  readonly root: string;
  readonly homes: readonly string[];
  readonly builtIn: readonly BuiltInRule[];
  readonly own: { readonly state: string; readonly data: string; readonly config: string };
}

export interface ReferenceAnswer {
  readonly verdict: Verdict;
  /** What it would have been without `observe`. */
  readonly unobserved: Verdict;
  /** The same two without any `relax`. */
  readonly unrelaxed: { readonly verdict: Verdict; readonly unobserved: Verdict };
}

type Access = 'read' | 'write' | 'delete';

/** One thing that somebody says about one effect. */
interface Word {
  readonly verdict: Verdict;
  readonly rule: string;
}

/** "The strictest speaker wins"; nobody at all means that nothing stands in the way. */
function strictestOf(words: readonly Verdict[]): Verdict {
  if (words.includes('deny')) return 'deny';
  return words.includes('ask') ? 'ask' : 'allow';
}

export function referenceAnswer(
  effects: readonly Effect[],
  agent: string,
  layers: readonly ReferenceLayer[],
  machine: ReferenceMachine,
): ReferenceAnswer {
  const relaxed = new Set(
    layers.flatMap(({ name, file, trusted }) =>
      !trusted || name === 'workspace'
        ? []
        : (file.relax ?? [])
            .map(({ rule }) => rule)
            .filter((rule) => name === 'organisation' || !onlyOrganisation(rule)),
    ),
  );
  const observes = layers.some(
    ({ name, file, trusted }) => trusted && name !== 'workspace' && file.mode === 'observe',
  );
  const all = (keep: (word: Word) => boolean, without: ReadonlySet<string>): Verdict =>
    strictestOf(
      effects.flatMap((effect) =>
        wordsAbout(effect, agent, layers, machine, without)
          .filter(keep)
          .map(({ verdict }) => verdict),
      ),
    );
  const both = (without: ReadonlySet<string>): ReferenceAnswer['unrelaxed'] => {
    const unobserved = all(() => true, without);
    const held = all(({ rule }) => isSecretOrSelf(rule), without);
    return { verdict: observes ? held : unobserved, unobserved };
  };
  return { ...both(relaxed), unrelaxed: both(new Set()) };
}

/** "Pinfold's own state, keys and programs and `tamper` can be relaxed by the organisation only." */
function onlyOrganisation(rule: string): boolean {
  return rule === 'built-in.tamper' || rule.startsWith('built-in.pinfold');
}

/** "Interrupts nothing but secrets and self-protection." */
function isSecretOrSelf(rule: string): boolean {
  const words = rule.split('.');
  if (words.at(-1) === 'secrets') return true;
  if (words[0] !== 'built-in') return false;
  if (['secrets', 'credentials', 'pinfold'].includes(words[1] ?? '')) return true;
  return [
    'built-in.expose',
    'built-in.tamper',
    'built-in.terminal',
    'built-in.network.deny',
    'built-in.devices.disks',
    'built-in.controls.agents',
    'built-in.controls.codex-project',
    'built-in.controls.codex-sessions',
    'built-in.project.pinfold',
  ].includes(rule);
}

function wordsAbout(
  effect: Effect,
  agent: string,
  layers: readonly ReferenceLayer[],
  machine: ReferenceMachine,
  relaxed: ReadonlySet<string>,
): readonly Word[] {
  switch (effect.kind) {
    case 'read':
    case 'search':
      return pathWords(effect, 'read', agent, layers, machine, relaxed);
    case 'write':
    case 'delete':
      return pathWords(effect, effect.kind, agent, layers, machine, relaxed);
    case 'run':
      return [
        ...layers.flatMap((layer) => commandWords(effect, agent, layer)),
        ...opaqueWords(effect, agent, layers),
      ];
    case 'connect':
      return networkWords(effect, layers, relaxed);
    case 'destroy':
      return effect.recoverable
        ? fixed('ask', 'built-in.destroy.recoverable', relaxed)
        : fixed('deny', 'built-in.destroy.for-good', relaxed);
    case 'escalate':
      return fixed('ask', 'built-in.escalate', relaxed);
    case 'unresolved':
      return effect.of !== undefined && isAllowedByName(effect.of, agent, layers)
        ? []
        : fixed('ask', 'built-in.unresolved', relaxed);
    case 'persist':
    case 'tamper':
    case 'expose':
    case 'terminal':
      return fixed('deny', `built-in.${effect.kind}`, relaxed);
  }
}

function fixed(verdict: Verdict, rule: string, relaxed: ReadonlySet<string>): readonly Word[] {
  return relaxed.has(rule) ? [] : [{ verdict, rule }];
}

// Paths ------------------------------------------------------------------------------------------------------------

function pathWords(
  effect: PathEffect,
  access: Access,
  agent: string,
  layers: readonly ReferenceLayer[],
  machine: ReferenceMachine,
  relaxed: ReadonlySet<string>,
): readonly Word[] {
  const { target } = effect;
  const words: Word[] = [];
  for (const path of [target.path, ...target.faces, ...(target.shows ?? [])]) {
    const said = builtInWords(path, target.place, access, machine);
    words.push(...said.filter((word) => word.verdict === 'allow' || !relaxed.has(word.rule)));
    for (const layer of layers) {
      const zone = zoneWord(path, access, agent, target.root !== null, layer, machine);
      if (zone !== null) words.push(zone);
      words.push(...secretWords(path, access, layer, machine));
    }
  }
  return [...words, ...defaultWords(effect, access, layers, machine, relaxed)];
}

/** Built-in protections are no ordered list: all of them speak. */
function builtInWords(
  path: string,
  place: Place,
  access: Access,
  machine: ReferenceMachine,
): readonly (Word & { ownPlace: boolean })[] {
  const own = [
    { id: 'state', path: machine.own.state, read: 'deny' },
    { id: 'programs', path: machine.own.data, read: 'allow' },
    { id: 'policy', path: machine.own.config, read: 'allow' },
  ] as const;
  const words = own
    .filter((each) => path === each.path || path.startsWith(`${each.path}/`))
    .map((each) => ({
      verdict: access === 'read' ? each.read : ('deny' as const),
      rule: `built-in.pinfold.${each.id}`,
      ownPlace: true,
    }));
  const rules = machine.builtIn.flatMap((rule) => {
    if (rule.places !== undefined && !rule.places.includes(place)) return [];
    const verdict = rule.access[access] ?? (access === 'delete' ? rule.access.write : undefined);
    if (verdict === undefined || !builtInMatches(rule, path, machine)) return [];
    return [{ verdict, rule: `built-in.${rule.id}`, ownPlace: rule.ownPlace === true }];
  });
  return [...words, ...rules];
}

const known = new Map<string, boolean>();

function builtInMatches(rule: BuiltInRule, path: string, machine: ReferenceMachine): boolean {
  const key = `${rule.id}\0${path}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const homes = [...machine.homes, '/home/*', '/var/home/*', '/Users/*', '/root', '/mnt/*/Users/*'];
  const spelled = (pattern: string): readonly string[] => {
    if (pattern.startsWith('~/')) return homes.map((home) => `${home}/${pattern.slice(2)}`);
    return [pattern.startsWith('/') || pattern.startsWith('**/') ? pattern : `**/${pattern}`];
  };
  const matches =
    rule.paths.flatMap(spelled).some((pattern) => covers(pattern, path)) &&
    !(rule.except ?? []).flatMap(spelled).some((pattern) => isExactly(pattern, path));
  known.set(key, matches);
  return matches;
}

/** "In one file the last match wins"; a zone for single agents "may tighten for them" and loosens nothing. */
function zoneWord(
  path: string,
  access: Access,
  agent: string,
  inWorkspace: boolean,
  layer: ReferenceLayer,
  machine: ReferenceMachine,
): (Word & { named: boolean }) | null {
  let last: (Word & { named: boolean }) | null = null;
  for (const zone of zonesOf(layer)) {
    const verdict = access === 'read' ? zone.read : zone.edit;
    if (verdict === undefined) continue;
    const named = (zone.agents ?? []).length > 0;
    if (named && !zone.agents!.includes(agent)) continue;
    if (!zone.paths.some((each) => zoneCovers(each, path, inWorkspace, layer, machine))) continue;
    if (named && last !== null && strictestOf([verdict, last.verdict]) === last.verdict) continue;
    last = { verdict, rule: `${layer.name}.zones.${zone.name}`, named };
  }
  return last;
}

function zonesOf({ file }: ReferenceLayer): NonNullable<PolicyFile['zones']> {
  const docs = ['docs/**', 'doc/**', '**/*.md', '**/*.rst', '**/*.mdx'];
  const preset =
    file.preset === 'docs-only'
      ? [{ name: 'preset', paths: docs, read: 'allow' as const, edit: 'allow' as const }]
      : [];
  return [...preset, ...(file.zones ?? [])];
}

function zoneCovers(
  pattern: string,
  path: string,
  inWorkspace: boolean,
  layer: ReferenceLayer,
  machine: ReferenceMachine,
): boolean {
  const isAbsolute = pattern.startsWith('/') || pattern.startsWith('~/');
  // "Found at any depth of any workspace": nowhere else.
  if (layer.name !== 'workspace' && !isAbsolute && !inWorkspace) return false;
  return fileCovers(pattern, path, layer, machine);
}

function fileCovers(
  pattern: string,
  path: string,
  layer: ReferenceLayer,
  { root, homes }: ReferenceMachine,
): boolean {
  if (pattern.startsWith('~/')) {
    const all = [...homes, '/home/*', '/var/home/*', '/Users/*', '/root', '/mnt/*/Users/*'];
    return all.some((home) => covers(`${home}/${pattern.slice(2)}`, path));
  }
  if (pattern.startsWith('/')) return covers(pattern, path);
  return layer.name === 'workspace'
    ? covers(`${root}/${pattern}`, path)
    : covers(`/**/${pattern}`, path);
}

function secretWords(
  path: string,
  access: Access,
  layer: ReferenceLayer,
  machine: ReferenceMachine,
): readonly Word[] {
  const { paths = [], except = [], access: read = 'deny' } = layer.file.secrets ?? {};
  const matches = (pattern: string): boolean => fileCovers(pattern, path, layer, machine);
  if (!paths.some(matches) || except.some(matches)) return [];
  return [{ verdict: access === 'read' ? read : 'ask', rule: `${layer.name}.secrets` }];
}

const balanced = {
  scratch: ['allow', 'allow'],
  workspace: ['allow', 'allow'],
  dependency: ['allow', 'deny'],
  home: ['ask', 'deny'],
  temporary: ['allow', 'allow'],
  stream: ['allow', 'allow'],
  system: ['allow', 'deny'],
} as const satisfies Record<Place, readonly [Verdict, Verdict]>;

const presets = {
  // "Nothing is readable or writable without a zone."
  strict: { ...balanced, workspace: ['deny', 'deny'], home: ['deny', 'deny'] },
  'docs-only': { ...balanced, workspace: ['allow', 'deny'], home: ['deny', 'deny'] },
} as const;

/**
 * "If nobody spoke, the strictest configured default applies. An `allow` in an approved workspace file may replace a
 * default inside its own root." What replaces a default: a zone (not one for single agents) that of its own file, a
 * trusted one those of all; a protection that is a place of its own, what is built in.
 */
function defaultWords(
  { target, certainty }: PathEffect,
  access: Access,
  layers: readonly ReferenceLayer[],
  machine: ReferenceMachine,
  relaxed: ReadonlySet<string>,
): readonly Word[] {
  if (certainty !== 'surely') throw new Error('the reference knows certain paths only');
  const inWorkspace = target.root !== null;
  const zones = layers.map((layer) => ({ layer, word: zoneHere(layer) }));
  function zoneHere(layer: ReferenceLayer): boolean {
    // Asked as if by an agent that no zone names.
    return (
      zoneWord(target.path, access, '', inWorkspace, layer, machine) !== null &&
      (layer.name !== 'workspace' || inWorkspace)
    );
  }
  const trustedZone = zones.some(({ layer, word }) => word && layer.trusted);
  const ownPlace = builtInWords(target.path, target.place, access, machine).some(
    (word) => word.ownPlace && (word.verdict === 'allow' || !relaxed.has(word.rule)),
  );
  const row = access === 'read' ? 0 : 1;
  const rule = `default.${target.place}`;
  const words: Word[] = [];
  if (!trustedZone && !ownPlace) words.push({ verdict: balanced[target.place][row], rule });
  for (const { layer, word } of zones) {
    const { preset = 'balanced' } = layer.file;
    if (preset === 'balanced' || trustedZone || word) continue;
    words.push({ verdict: presets[preset][target.place][row], rule });
  }
  return words;
}

// Commands and hosts -------------------------------------------------------------------------------------------------

interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** The word of a file about a command, and whether it loosens: said for all agents, of just the words it begins with. */
interface CommandWord extends Word {
  readonly opens: boolean;
}

/** "Opaque runs ask" in `strict` and `docs-only`, unless the same file or a trusted one allows the command by name. */
function opaqueWords(
  effect: Extract<Effect, { kind: 'run' }>,
  agent: string,
  layers: readonly ReferenceLayer[],
): readonly Word[] {
  if (effect.opaque !== true) return [];
  return layers
    .filter(({ file }) => file.preset === 'strict' || file.preset === 'docs-only')
    .filter(
      (asking) =>
        !layers.some(
          (layer) =>
            (layer.trusted || layer === asking) &&
            commandWords(effect, agent, layer).some(({ opens }) => opens),
        ),
    )
    .map(() => ({ verdict: 'ask', rule: 'default.run.opaque' }));
}

/** "A command's `allow` removes only that command's own `unresolved`", where no file is stricter. */
function isAllowedByName(
  command: Command,
  agent: string,
  layers: readonly ReferenceLayer[],
): boolean {
  const words = layers.map((layer) => ({ layer, said: commandWords(command, agent, layer) }));
  return (
    words.every(({ said }) => said.every(({ verdict }) => verdict === 'allow')) &&
    words.some(({ layer, said }) => layer.trusted && said.some(({ opens }) => opens))
  );
}

function commandWords(
  { program, args }: Command,
  agent: string,
  { name, file }: ReferenceLayer,
): readonly CommandWord[] {
  let last: CommandWord | null = null;
  for (const { match, verdict, agents = [] } of file.commands ?? []) {
    if (agents.length > 0 && !agents.includes(agent)) continue;
    const [first = '', ...words] = match;
    // "The words that the command starts with … options in between are skipped": they stand in this order.
    const rest = [...args];
    const inOrder = words.every((word) => {
      const at = rest.indexOf(word);
      if (at !== -1) rest.splice(0, at + 1);
      return at !== -1;
    });
    if (program.split('/').at(-1) !== first || !inOrder) continue;
    if (agents.length > 0 && last !== null && strictestOf([verdict, last.verdict]) === last.verdict)
      continue;
    const opens =
      verdict === 'allow' &&
      agents.length === 0 &&
      args.slice(0, words.length).join('\0') === words.join('\0');
    last = { verdict, rule: `${name}.commands`, opens };
  }
  return last === null ? [] : [last];
}

function networkWords(
  { host, sends }: Extract<Effect, { kind: 'connect' }>,
  layers: readonly ReferenceLayer[],
  relaxed: ReadonlySet<string>,
): readonly Word[] {
  const within = (pattern: string): boolean =>
    pattern.startsWith('*.')
      ? host.endsWith(pattern.slice(1))
      : host === pattern || host.endsWith(`.${pattern}`);
  const key = sends ? 'send' : 'fetch';
  const words: Word[] = [];
  if (credentialHosts.some(within)) words.push(...fixed('deny', 'built-in.network.deny', relaxed));
  let replaced = false;
  for (const { name, file, trusted } of layers) {
    const { [key]: word, deny = [], allow = [] } = file.network ?? {};
    const open = allow.some(within);
    if (trusted && (word !== undefined || open)) replaced = true;
    if (deny.some(within)) words.push({ verdict: 'deny', rule: `${name}.network.deny` });
    if (word === 'deny' || (word !== undefined && !open)) {
      words.push({ verdict: word, rule: `${name}.network.${key}` });
    }
  }
  if (!replaced) words.push({ verdict: sends ? 'ask' : 'allow', rule: `default.network.${key}` });
  return words;
}

// Patterns -----------------------------------------------------------------------------------------------------------

const options = { dot: true, nonegate: true, nocomment: true, platform: 'linux' } as const;
const matchers = new Map<string, Minimatch>();
const matched = new Map<string, boolean>();

/** "A directory name covers what is under it." */
function covers(pattern: string, path: string): boolean {
  const plain = pattern.replace(/(?:\/\*\*)+$/, '');
  if (plain === '') return true;
  const steps = path.split('/').map((_, i, all) => all.slice(0, i + 1).join('/'));
  return steps.some((step) => step !== '' && matchesWhole(plain, step));
}

function isExactly(pattern: string, path: string): boolean {
  return pattern.endsWith('/**') ? covers(pattern, path) : matchesWhole(pattern, path);
}

function matchesWhole(pattern: string, path: string): boolean {
  const absolute = pattern.startsWith('/') ? pattern : `/${pattern}`;
  const key = `${absolute}\0${path}`;
  const before = matched.get(key);
  if (before !== undefined) return before;
  const matcher = matchers.get(absolute) ?? new Minimatch(absolute, options);
  matchers.set(absolute, matcher);
  const answer = matcher.match(path);
  matched.set(key, answer);
  return answer;
}
