/** Who may import whom (docs/architecture.md), as a check that a machine can make. */
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { importsOf, type ImportFact } from './imports.ts';
import { scanSource } from './scanSource.ts';
import { worldUsesIn } from './worldUse.ts';

export type RuleName =
  | 'unknown-layer'
  | 'unreadable'
  | 'reference'
  | 'computed-import'
  | 'layer'
  | 'types-only'
  | 'outside'
  | 'vscode'
  | 'node'
  | 'third-party'
  | 'world'
  | 'bundle';

export interface Violation {
  /** Path from the repository's root, `/`-separated. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly rule: RuleName;
  /** One sentence: what is wrong and what is allowed. */
  readonly message: string;
}

/** Third-party packages that the deciding core may be built from. */
export const corePackages = ['valibot', 'minimatch', 'unbash', 'jsonc-parser'] as const;

type Layer = 'core' | 'ports' | 'app' | 'adapters' | 'hosts' | 'webview';

interface Home {
  readonly layer: Layer;
  /** Folder that keeps to itself: `adapters/files`, `adapters/agents/claude-code`, `hosts/hook`, else the layer. */
  readonly unit: string;
}

interface LayerRule {
  /** Layers whose values it may use. Its own unit is always allowed. */
  readonly values: readonly Layer[];
  /** Layers of which it may only use types. */
  readonly types: readonly Layer[];
  readonly node: boolean;
  /** Packages it may use; `any` for all but `vscode`. */
  readonly packages: 'any' | readonly string[];
  /** True for code that must be handed the clock, chance and the environment. */
  readonly pure: boolean;
}

const below = ['core', 'ports', 'app', 'adapters'] as const;

const rules: Readonly<Record<Layer, LayerRule>> = {
  core: { values: [], types: [], node: false, packages: corePackages, pure: true },
  ports: { values: [], types: ['core'], node: false, packages: [], pure: true },
  app: { values: ['core', 'ports'], types: [], node: false, packages: [], pure: true },
  adapters: { values: ['core', 'ports'], types: [], node: true, packages: 'any', pure: false },
  hosts: { values: below, types: [], node: true, packages: 'any', pure: false },
  webview: { values: [], types: ['core'], node: false, packages: [], pure: false },
};

/** Adapter folders that hold one adapter per subfolder. */
const groups = new Set(['agents', 'sandbox']);
const programNames = ['hook', 'cli', 'vscode', 'ci'];
/** Wiring that several programs share: no programs themselves, and they may not import one. */
const wiringNames = ['installation', 'shared'];
const hostNames = new Set([...programNames, ...wiringNames]);
const sharedWiring = new Set(wiringNames.map((name) => `hosts/${name}`));
const builtins = new Set(builtinModules);

/**
 * Checks a source tree.
 * @param files path from the repository's root (`src/…`, `/`-separated) → text. Only `src/` is looked at.
 * @returns every violation, in the order of the files; empty when the house is in order
 */
export function checkLayers(files: ReadonlyMap<string, string>): Violation[] {
  return [...files]
    .filter(([file]) => file.startsWith('src/'))
    .flatMap(([file, text]) => checkFile(file, text));
}

function checkFile(file: string, text: string): Violation[] {
  const home = homeOf(file);
  if (home === null) {
    const message = 'This file lies in no known layer; see docs/architecture.md for the folders.';
    return [{ file, line: 1, rule: 'unknown-layer', message }];
  }
  if (!/\.[cm]?[jt]sx?$/.test(file)) return [];
  const { tokens, unreadableAt } = scanSource(text);
  const violations: Violation[] = [];
  const report = (line: number, rule: RuleName, message: string): void => {
    violations.push({ file, line, rule, message });
  };
  if (unreadableAt !== null) {
    report(unreadableAt, 'unreadable', 'The check cannot read on from here; write it more simply.');
  }
  text.split('\n').forEach((line, index) => {
    if (!/^\s*\/\/\/\s*<(reference|amd)/.test(line)) return;
    report(index + 1, 'reference', 'Reference comments bring in what imports do not show.');
  });
  for (const fact of importsOf(tokens)) {
    const found = checkImport(file, home, fact);
    if (found !== null) report(fact.line, ...found);
  }
  if (rules[home.layer].pure) {
    for (const { name, line } of worldUsesIn(tokens)) {
      report(line, 'world', `${home.layer} uses ${name}; have it handed in as a value or a port.`);
    }
  }
  return violations;
}

type Finding = readonly [RuleName, string];

function checkImport(file: string, home: Home, fact: ImportFact): Finding | null {
  const { specifier, typeOnly } = fact;
  if (specifier === null) {
    return ['computed-import', 'An import must name its module in a plain string.'];
  }
  if (specifier.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(file), specifier));
    return checkNeighbour(home, target, typeOnly);
  }
  const rule = rules[home.layer];
  if (specifier === 'vscode') {
    return home.unit === 'hosts/vscode'
      ? null
      : ['vscode', 'Only src/hosts/vscode may import vscode.'];
  }
  if (specifier.startsWith('node:') || builtins.has(specifier)) {
    return rule.node ? null : ['node', `${home.layer} may not use node (${specifier}).`];
  }
  if (/^[/#\\]|^[a-z]+:/i.test(specifier)) {
    return ['outside', `An import must be relative or name a package, not ${specifier}.`];
  }
  const name = packageName(specifier);
  if (rule.packages === 'any' || rule.packages.includes(name)) return null;
  const allowed = rule.packages.length === 0 ? 'none' : rule.packages.join(', ');
  return ['third-party', `${home.layer} may not use the package ${name} (allowed: ${allowed}).`];
}

function checkNeighbour(home: Home, target: string, typeOnly: boolean): Finding | null {
  const rule = rules[home.layer];
  if (!target.startsWith('src/')) {
    // Programs may read their own manifest and the committed schemas; both are plain data.
    const data = rule.node && /^(package\.json|schemas\/[^/]+\.json)$/.test(target);
    return data ? null : ['outside', `${target} lies outside src.`];
  }
  const other = homeOf(target);
  if (other === null) return ['unknown-layer', `${target} lies in no known layer.`];
  if (other.unit === home.unit || rule.values.includes(other.layer)) return null;
  if (home.layer === 'hosts' && sharedWiring.has(other.unit)) return null;
  const typesAllowed =
    rule.types.includes(other.layer) &&
    (home.layer !== 'webview' || target.startsWith('src/core/present/'));
  if (typesAllowed && typeOnly) return null;
  if (typesAllowed) {
    return ['types-only', `${home.unit} may use only types of ${other.unit}: write import type.`];
  }
  return ['layer', `${home.unit} may not import ${other.unit} (${target}).`];
}

function homeOf(file: string): Home | null {
  const [, layer = '', folder, name, ...rest] = file.split('/');
  if (!isLayer(layer) || folder === undefined) return null;
  if (layer !== 'adapters' && layer !== 'hosts') return { layer, unit: layer };
  if (name === undefined) return null;
  if (layer === 'hosts') return hostNames.has(folder) ? { layer, unit: `hosts/${folder}` } : null;
  if (!groups.has(folder)) return { layer, unit: `adapters/${folder}` };
  return rest.length === 0 ? null : { layer, unit: `adapters/${folder}/${name}` };
}

function isLayer(name: string): name is Layer {
  return Object.hasOwn(rules, name);
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
