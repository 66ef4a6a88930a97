import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pickEnvironment } from './environment.ts';
import { runProgram } from './processGroup.ts';
import { ensureTool } from './toolCache.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Packs the built extension, as it would be published.
 *
 * @param file absolute path of the `.vsix` to write.
 * @throws Error with what the packer said.
 */
export async function packExtension(file: string): Promise<void> {
  if (!existsSync(new URL('../../dist/extension.cjs', import.meta.url))) {
    throw new Error('The extension is not built: npm run build');
  }
  const vsce = await ensureTool('vsce');
  const outcome = await runProgram({
    command: process.execPath,
    args: [
      vsce.bin,
      'package',
      // Everything is bundled.
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      `--out=${file}`,
    ],
    cwd: repository,
    env: pickEnvironment(['PATH', 'HOME', 'USERPROFILE', 'TMPDIR', 'TEMP']),
    timeoutMs: 2 * 60_000,
  });
  if (outcome.exitCode === 0) return;
  throw new Error(`The extension cannot be packed:\n${outcome.stdout}${outcome.stderr}`);
}
