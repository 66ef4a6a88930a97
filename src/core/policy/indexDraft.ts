import type { Verdict } from '../actions/decision.ts';
import type { AnchoredPattern } from '../zones/compileGlobs.ts';
import { anchoredAt, literal } from './anchored.ts';
import { balancedDefaults } from './builtin/defaults.ts';
import type { BuiltInRule } from './builtin/builtInRule.ts';
import { credentialHosts } from './builtin/index.ts';
import type { CompileInput, LayerInput } from './compile.ts';
import { knownPlaces } from './knownPlaces.ts';
import { observes } from './observe.ts';
import type {
  CommandRule,
  CompiledLayer,
  NetworkRule,
  PathRule,
  PolicyIndex,
  RelaxedRule,
} from './policyIndex.ts';
import { presets } from './presets.ts';
import { mayRelax, type ownPlaces } from './relaxable.ts';

/** Collects rules and patterns while layers are added. */
export class IndexDraft {
  readonly layers: CompiledLayer[] = [];
  readonly rules: PathRule[] = [];
  readonly patterns: AnchoredPattern[] = [];
  readonly commands: CommandRule[] = [];
  readonly network: NetworkRule[] = [];
  readonly knownPlaces: string[] = [];
  private readonly relaxed: RelaxedRule[] = [];
  private observe: number | undefined;
  private pause: PolicyIndex['pause'];
  private readonly homes: readonly string[];

  constructor(homes: readonly string[]) {
    this.homes = homes;
  }

  addBuiltIn(own: CompileInput['own'], rules: readonly BuiltInRule[]): void {
    const layer = this.layers.push({
      name: 'built-in',
      anchor: null,
      trusted: true,
      defaults: balancedDefaults,
    });
    this.addOwn(layer - 1, own);
    for (const rule of rules) {
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
      id: 'built-in.network',
      fetch: 'allow',
      send: 'ask',
      deny: credentialHosts,
      allow: [],
    });
  }

  private addOwn(layer: number, own: CompileInput['own']): void {
    const why = 'It is the fence itself: whoever changes it decides what is allowed.';
    const remedy = 'Run `pinfold status` or `pinfold explain` to look at it; a person changes it.';
    const add = (
      id: (typeof ownPlaces)[number],
      title: string,
      path: string,
      read: Verdict,
    ): void => {
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
    const { file, anchor, trusted, name, path, version } = input;
    const preset = presets[file.preset ?? 'balanced'];
    const layer =
      this.layers.push({
        name,
        ...(path === undefined ? {} : { file: path }),
        anchor,
        trusted,
        ...(version === undefined ? {} : { version }),
        ...(observes(input) ? { observes: true as const } : {}),
        ...(preset.defaults === undefined ? {} : { defaults: preset.defaults }),
        ...(preset.opaque === undefined ? {} : { opaque: preset.opaque }),
      }) - 1;
    if (preset.open.length > 0) {
      const rule = {
        id: `${name}.preset.docs`,
        layer,
        family: 'zones',
        access: { read: 'allow', write: 'allow' },
        title: 'documentation',
        why: 'The preset docs-only opens documentation.',
        remedy: '',
      } as const;
      this.addZone(rule, preset.open, anchor);
    }
    this.addZones(layer, input);
    this.addSecrets(layer, input);
    this.addWords(layer, input);
    this.addLoosening(layer, input);
  }

  private addWords(layer: number, input: LayerInput): void {
    const { commands = [], network } = input.file;
    for (const [position, command] of commands.entries()) {
      this.commands.push({
        id: `${prefixOf(input)}.commands.${position}`,
        layer,
        match: command.match,
        verdict: command.verdict,
        why: command.why ?? 'The policy names this command.',
        ...agentsOf(command),
      });
    }
    if (network === undefined) return;
    this.network.push({
      layer,
      id: `${prefixOf(input)}.network`,
      ...(network.fetch === undefined ? {} : { fetch: network.fetch }),
      ...(network.send === undefined ? {} : { send: network.send }),
      deny: network.deny ?? [],
      allow: network.allow ?? [],
    });
  }

  /** `relax`, `mode` and `pause`; in a file that is not trusted the first two wait for somebody to approve it. */
  private addLoosening(layer: number, input: LayerInput): void {
    const { file, name, trusted } = input;
    // It tightens, so it counts also where nobody can tell whose file it is.
    if (name === 'organisation') this.pause ??= file.pause;
    if (!trusted) return;
    for (const { rule, why } of file.relax ?? []) {
      if (!mayRelax(name, rule) || this.isRelaxedAnyway(rule)) continue;
      this.relaxed.push({ rule, layer, why });
    }
    if (observes(input)) this.observe ??= layer;
  }

  /** By an earlier file, whichever of its versions counts. */
  private isRelaxedAnyway(rule: string): boolean {
    return this.relaxed.some(
      (each) => each.rule === rule && this.layers[each.layer]!.version === undefined,
    );
  }

  /** What makes an index looser than its rules, or keeps it from that; absent where there is none of it. */
  loosening(): Pick<PolicyIndex, 'relaxed' | 'observe' | 'pause'> {
    const { relaxed, observe, pause } = this;
    return {
      ...(relaxed.length === 0 ? {} : { relaxed }),
      ...(observe === undefined ? {} : { observe }),
      ...(pause === undefined ? {} : { pause }),
    };
  }

  private addZones(layer: number, input: LayerInput): void {
    for (const zone of input.file.zones ?? []) {
      const access = {
        ...(zone.read === undefined ? {} : { read: zone.read }),
        ...(zone.edit === undefined ? {} : { write: zone.edit }),
      };
      const rule = {
        id: `${prefixOf(input)}.zones.${zone.name}`,
        layer,
        family: 'zones',
        access,
        title: `in the zone “${zone.name}”`,
        why: zone.why ?? `The ${input.name} policy closes this zone to agents.`,
        remedy: 'Work in another zone, or ask the user to make this change.',
        ...agentsOf(zone),
      } as const;
      this.addZone(rule, zone.paths, input.anchor);
    }
  }

  /** A zone outside every workspace is one rule for what it names in full and one for what it names in any workspace. */
  private addZone(rule: PathRule, paths: readonly string[], anchor: string | null): void {
    const floating = anchor === null ? paths.filter((path) => !/^(?:~\/|\/)/.test(path)) : [];
    const fixed = paths.filter((path) => !floating.includes(path));
    for (const [patterns, floats] of [
      [fixed, {}],
      [floating, { floats: true }],
    ] as const) {
      if (patterns.length === 0) continue;
      const ordinal = this.addRule({ ...rule, ...floats });
      for (const pattern of patterns) this.addPattern(ordinal, pattern, anchor, false);
    }
  }

  private addSecrets(layer: number, input: LayerInput): void {
    const { file, anchor, name } = input;
    const secrets = file.secrets;
    if (secrets === undefined || (secrets.paths ?? []).length === 0) return;
    const ordinal = this.addRule({
      id: `${prefixOf(input)}.secrets`,
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
    const anchored = anchoredAt(pattern, null, this.homes);
    this.patterns.push({ ...anchored, rule, except: true, exact: !pattern.endsWith('/**') });
  }

  private addPattern(rule: number, pattern: string, anchor: string | null, except: boolean): void {
    this.patterns.push({ ...anchoredAt(pattern, anchor, this.homes), rule, except });
  }
}

/** What the ids of a file's rules begin with. */
function prefixOf({ name, settings }: LayerInput): string {
  return settings === true ? `${name}.settings` : name;
}

function agentsOf(entry: { readonly agents?: readonly string[] | undefined }): {
  agents?: readonly string[];
} {
  return entry.agents === undefined || entry.agents.length === 0 ? {} : { agents: entry.agents };
}
