/**
 * Writes `docs/secret-files.md` from the catalogue: `npm run secret-files`; a unit test fails when what is committed is
 * stale.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { adviceById, allAdvice } from '../src/core/secrets/advice/index.ts';
import { secretFamilies } from '../src/core/secrets/catalogue/index.ts';
import { suspectFiles } from '../src/core/secrets/catalogue/suspects.ts';
import type { SecretFile } from '../src/core/secrets/catalogue/secretFile.ts';

export const secretFilesDocument = fileURLToPath(
  new URL('../docs/secret-files.md', import.meta.url),
);

/** The document as text, ready to be committed. */
export function secretFilesText(): string {
  const lines = [
    '# Secret files',
    '',
    'Written by `npm run secret-files` from the catalogue in `src/core/secrets/catalogue`; do not edit it here.',
    '',
    'The built-in rules of the policy and `pinfold scan` know these files by name. Patterns: `~/x` is below a home (also',
    'other users’), `/x` is absolute, everything else is found in any folder. A pattern covers what is under it. Examples,',
    'templates, public keys and what comes with the system are excepted.',
    '',
  ];
  for (const { rule, title, files } of secretFamilies) {
    lines.push(`## ${title} (\`built-in.${rule}\`)`, '', ...table(files), '');
  }
  lines.push(
    '## Looked into',
    '',
    'These often hold no secret. The policy leaves them open; `pinfold scan` flags them when a login stands in them.',
    '',
    ...table(suspectFiles),
    '',
    '## Who issued it, and how it is revoked and rotated',
    '',
  );
  for (const { id } of allAdvice) lines.push(...adviceLines(id));
  return `${lines.join('\n').trimEnd()}\n`;
}

function table(files: readonly SecretFile[]): readonly string[] {
  return [
    '| id | what it holds | files | issued by |',
    '|---|---|---|---|',
    ...files.map(({ id, what, paths, by }) => {
      const patterns = paths.map((path) => `\`${path.replaceAll('|', '\\|')}\``).join(', ');
      return `| ${id} | ${what} | ${patterns} | ${adviceById(by).name} |`;
    }),
  ];
}

function adviceLines(id: string): readonly string[] {
  const { name, steps, url, command, environment = [] } = adviceById(id);
  const place = url === undefined ? '' : ` <${url}>`;
  const line = command === undefined ? '' : ` \`${command}\``;
  const variables =
    environment.length === 0
      ? ''
      : ` Variables: ${environment.map((each) => `\`${each}\``).join(', ')}.`;
  return [`- **${name}** (${id}). ${steps}${place}${line}${variables}`];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(secretFilesDocument, secretFilesText());
  console.log(`wrote ${secretFilesDocument}`);
}
