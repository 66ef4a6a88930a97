import type { LayerName, Verdict } from '../actions/decision.ts';
import { type AnchoredPattern, compileGlobs } from '../zones/compileGlobs.ts';
import { balancedDefaults } from './builtin/defaults.ts';
import { builtInRules, credentialHosts } from './builtin/index.ts';
import { closedZones } from './closedZones.ts';
import { knownPlaces } from './knownPlaces.ts';
import type {
  CommandRule,
  CompiledLayer,
  NetworkRule,
  PathRule,
  PolicyIndex,
  PolicySource,
} from './policyIndex.ts';
import { presets } from './presets.ts';
import type { PolicyFile } from './schema.ts';

/** One policy file after parsing, with where it came from. */
export interface LayerInput {
  readonly name: Exclude<LayerName, 'built-in'>;
  readonly file: PolicyFile;
  /** Directory that its relative patterns start from; null for files outside a workspace. */
  readonly anchor: string | null;
  /** False for a workspace file that nobody approved: it tightens only. */
  readonly trusted: boolean;
}

export interface CompileInput {
  /** Layers from weakest place to strongest say: organisation, user, workspace. */
  readonly layers: readonly LayerInput[];
  readonly sources: readonly PolicySource[];
  /** Canonical home directories of the user. */
  readonly homes: readonly string[];
  /** Pinfold's own folders: state and keys are closed, programs are readable. */
  readonly own: { readonly state: string; readonly data: string; readonly config: string };
  readonly fold: boolean;
  /** Digest of the build that compiles. */
  readonly build: string;
  readonly sha256: (text: string) => string;
}

/** Compiles checked policy files and the built-in layer to the index that the hook loads. Deterministic. */
export function compilePolicy(input: CompileInput): PolicyIndex {
  const draft = new IndexDraft(input.homes);
  draft.addBuiltIn(input.own);
  for (const layer of input.layers) draft.addLayer(layer);
  const { build, sources, fold, homes, own } = input;
  const body = {
    layers: draft.layers,
    rules: draft.rules,
    globs: compileGlobs(draft.patterns, fold),
    commands: draft.commands,
    network: draft.network,
    knownPlaces: [...new Set(draft.knownPlaces)],
    closed: closedZones(draft.rules, draft.patterns),
  };
  const digest = input.sha256(
    JSON.stringify({
      build,
      sources,
      fold,
      homes,
      own,
      trusted: draft.layers.map((l) => l.trusted),
    }),
  );
  return { format: 2, build, digest, sources, ...body };
}

const otherHomes = ['/home/*', '/var/home/*', '/Users/*', '/root', '/mnt/*/Users/*'];

/** Collects rules and patterns while layers are added; nothing outside this file sees it. */
class IndexDraft {
  readonly layers: CompiledLayer[] = [];
  readonly rules: PathRule[] = [];
  readonly patterns: AnchoredPattern[] = [];
  readonly commands: CommandRule[] = [];
  readonly network: NetworkRule[] = [];
  readonly knownPlaces: string[] = [];
  private readonly homes: readonly string[];

  constructor(homes: readonly string[]) {
    this.homes = homes;
  }

  addBuiltIn(own: CompileInput['own']): void {
    const layer = this.layers.push({
      name: 'built-in',
      anchor: null,
      trusted: true,
      defaults: balancedDefaults,
    });
    this.addOwn(layer - 1, own);
    for (const rule of builtInRules) {
      const { id, paths, except, ...rest } = rule;
      const ordinal = this.addRule({ ...rest, id: `built-in.${id}`, layer: layer - 1 });
      for (const pattern of paths) this.addPattern(ordinal, pattern, null, false);
      for (const pattern of except ?? []) this.addException(ordinal, pattern);
      if (rule.access.read === 'deny') {
        for (const path of paths) this.knownPlaces.push(...knownPlaces(path, this.homes));
      }
    }
    this.network.push({
      layer: layer - 1,
      fetch: 'allow',
      send: 'ask',
      deny: credentialHosts,
      allow: [],
    });
  }

  private addOwn(layer: number, own: CompileInput['own']): void {
    const why = 'It is the fence itself: whoever changes it decides what is allowed.';
    const remedy = 'Run `pinfold status` or `pinfold explain` to look at it; a person changes it.';
    const add = (id: string, title: string, path: string, read: Verdict): void => {
      const ordinal = this.addRule({
        id: `built-in.pinfold.${id}`,
        layer,
        family: 'built-in',
        title,
        access: { read, write: 'deny', delete: 'deny' },
        ownPlace: true,
        why,
        remedy,
      });
      this.patterns.push({ anchors: ['/'], pattern: literal(path), rule: ordinal, except: false });
    };
    add('state', 'Pinfold’s state and keys', own.state, 'deny');
    add('programs', 'Pinfold’s own program', own.data, 'allow');
    add('policy', 'your own Pinfold policy', own.config, 'allow');
    this.knownPlaces.push(own.state);
  }

  addLayer(input: LayerInput): void {
    const { file, anchor, trusted, name } = input;
    const preset = presets[file.preset ?? 'balanced'];
    const layer =
      this.layers.push({
        name,
        anchor,
        trusted,
        ...(preset.defaults === undefined ? {} : { defaults: preset.defaults }),
      }) - 1;
    if (preset.open.length > 0) this.addPresetZone(layer, name, anchor, preset.open);
    this.addZones(layer, input);
    this.addSecrets(layer, input);
    for (const [position, command] of (file.commands ?? []).entries()) {
      this.commands.push({
        id: `${name}.commands.${position}`,
        layer,
        match: command.match,
        verdict: command.verdict,
        why: command.why ?? 'The policy names this command.',
        ...agentsOf(command),
      });
    }
    const { network } = file;
    if (network !== undefined) {
      this.network.push({
        layer,
        ...(network.fetch === undefined ? {} : { fetch: network.fetch }),
        ...(network.send === undefined ? {} : { send: network.send }),
        deny: network.deny ?? [],
        allow: network.allow ?? [],
      });
    }
  }

  private addPresetZone(
    layer: number,
    name: LayerName,
    anchor: string | null,
    paths: readonly string[],
  ): void {
    const ordinal = this.addRule({
      id: `${name}.preset.docs`,
      layer,
      family: 'zones',
      access: { read: 'allow', write: 'allow' },
      title: 'documentation',
      why: 'The preset docs-only opens documentation.',
      remedy: '',
    });
    for (const pattern of paths) this.addPattern(ordinal, pattern, anchor, false);
  }

  private addZones(layer: number, { file, anchor, name }: LayerInput): void {
    for (const zone of file.zones ?? []) {
      const access = {
        ...(zone.read === undefined ? {} : { read: zone.read }),
        ...(zone.edit === undefined ? {} : { write: zone.edit }),
      };
      const ordinal = this.addRule({
        id: `${name}.zones.${zone.name}`,
        layer,
        family: 'zones',
        access,
        title: `in the zone “${zone.name}”`,
        why: zone.why ?? `The ${name} policy closes this zone to agents.`,
        remedy: 'Work in another zone, or ask the user to make this change.',
        ...agentsOf(zone),
      });
      for (const pattern of zone.paths) this.addPattern(ordinal, pattern, anchor, false);
    }
  }

  private addSecrets(layer: number, { file, anchor, name }: LayerInput): void {
    const secrets = file.secrets;
    if (secrets === undefined || (secrets.paths ?? []).length === 0) return;
    const ordinal = this.addRule({
      id: `${name}.secrets`,
      layer,
      family: 'secrets',
      access: { read: secrets.access ?? 'deny', write: 'ask', delete: 'ask' },
      title: 'a secret file of this project',
      why: `The ${name} policy lists it as secret, and what an agent reads goes to its model.`,
      remedy: 'Work with an example file, or let the program that needs the secret read it.',
    });
    for (const pattern of secrets.paths ?? []) this.addPattern(ordinal, pattern, anchor, false);
    for (const pattern of secrets.except ?? []) this.addPattern(ordinal, pattern, anchor, true);
  }

  private addRule(rule: PathRule): number {
    return this.rules.push(rule) - 1;
  }

  // Only the named file is excepted: `*example*` must not take all that lies in a folder `examples` out of the rule.
  private addException(rule: number, pattern: string): void {
    const anchored = this.anchored(pattern, null);
    this.patterns.push({ ...anchored, rule, except: true, exact: !pattern.endsWith('/**') });
  }

  private addPattern(rule: number, pattern: string, anchor: string | null, except: boolean): void {
    this.patterns.push({ ...this.anchored(pattern, anchor), rule, except });
  }

  private anchored(pattern: string, anchor: string | null): { anchors: string[]; pattern: string } {
    if (pattern.startsWith('~/')) {
      return { anchors: [...new Set([...this.homes, ...otherHomes])], pattern: pattern.slice(2) };
    }
    if (pattern.startsWith('/')) return { anchors: ['/'], pattern: pattern.slice(1) };
    if (anchor !== null) return { anchors: [anchor], pattern };
    return { anchors: ['/'], pattern: pattern.startsWith('**/') ? pattern : `**/${pattern}` };
  }
}

function agentsOf(entry: { readonly agents?: readonly string[] | undefined }): {
  agents?: readonly string[];
} {
  return entry.agents === undefined || entry.agents.length === 0 ? {} : { agents: entry.agents };
}

/** A path as a pattern that means just itself, relative to `/`. */
function literal(path: string): string {
  return path.replace(/^\/+/, '').replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
}
