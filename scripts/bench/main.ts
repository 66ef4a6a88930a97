import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { auditSection } from './auditSection.ts';
import { commandsSection } from './commandsSection.ts';
import { decideSection } from './decideSection.ts';
import { hookSection } from './hookSection.ts';
import { sectionText, type Section } from './report.ts';
import { secretsSection } from './secretsSection.ts';
import { sessionSection } from './sessionSection.ts';
import { sizeSection } from './sizeSection.ts';

const sections: Readonly<Record<string, () => Section | Promise<Section>>> = {
  hook: hookSection,
  session: sessionSection,
  decide: decideSection,
  commands: commandsSection,
  audit: auditSection,
  secrets: secretsSection,
  size: sizeSection,
};

const help = `Usage: npm run bench [-- section…]

Measures Pinfold, prints a table and writes bench-results/<time>.json.
Sections: ${Object.keys(sections).join(', ')}. Without any: all of them.
Figures compare only within one run; a busy machine moves all of them.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) {
    process.stdout.write(help);
    return 0;
  }
  const unknown = positionals.filter((name) => !(name in sections));
  if (unknown.length > 0) {
    process.stderr.write(`Unknown section: ${unknown.join(', ')}.\n\n${help}`);
    return 2;
  }
  const chosen = positionals.length === 0 ? Object.keys(sections) : positionals;
  const results: Section[] = [];
  for (const name of chosen) {
    process.stderr.write(`Measuring ${name}…\n`);
    const section = await sections[name]?.();
    if (section === undefined) continue;
    results.push(section);
    process.stdout.write(`\n${sectionText(section)}`);
  }
  process.stdout.write(`\nWritten to ${write(results)}\n`);
  return 0;
}

function write(results: readonly Section[]): string {
  const folder = fileURLToPath(new URL('../../bench-results/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const file = join(folder, `${at.replaceAll(':', '-')}.json`);
  const machine = {
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    processors: cpus().length,
    load: loadavg(),
  };
  writeFileSync(file, `${JSON.stringify({ at, machine, sections: results }, null, 2)}\n`);
  return file;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
