/**
 * `npm run pictures`: takes the pictures of README.md from the real editor, in a light, a dark and a high-contrast
 * theme, and writes them to docs/images. A real Claude Code on a scripted model provides what there is to see.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runClaude } from '../../test/support/claudeSession.ts';
import { runPinfold } from '../../test/support/protectedWorkspace.ts';
import { openEditor, Workbench } from '../../test/support/workbench.ts';
import type { Workspace } from '../../test/support/workspace.ts';
import { pictureFonts } from './fonts.ts';
import { pictureProject } from './project.ts';
import { smallPng } from './smallPng.ts';
import { scenes, type Scene } from './scenes.ts';

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));

/** Name in the file names, label of the theme, class of the workbench. */
const themes = [
  ['light', 'Light 2026', 'vs'],
  ['dark', 'Dark 2026', 'vs-dark'],
  ['high-contrast', 'Dark High Contrast', 'hc-black'],
] as const;

const settings = {
  'editor.fontFamily': 'JetBrains Mono',
  'editor.fontLigatures': false,
  'editor.guides.indentation': false,
  'editor.minimap.enabled': false,
  'explorer.compactFolders': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
};

async function main(): Promise<void> {
  const project = pictureProject();
  process.once('exit', project.dispose);
  process.once('SIGINT', () => process.exit(130));
  await atWork(project);
  mkdirSync(folder, { recursive: true });
  const { host, workbench } = await openEditor(project, {
    settings,
    size: { width: 1000, height: 560 },
    scale: 1.5,
    browserEnv: await pictureFonts(project.base),
  });
  try {
    await workbench.status.filter({ hasText: 'hooked' }).waitFor();
    for (const scene of scenes) await take(scene, workbench, project);
  } catch (error) {
    await workbench.page.screenshot({ path: join(project.base, '../failed.png') });
    throw error;
  } finally {
    await host.end();
  }
}

/** A session in which an agent works, and is stopped where it must be. */
async function atWork(project: Pick<Workspace, 'root' | 'home' | 'temporary'>): Promise<void> {
  const protection = await runPinfold(project, ['protect', 'claude-code']);
  if (protection.exitCode !== 0) throw new Error(protection.stderr);
  const at = (name: string): string => join(project.root, name);
  const call = (name: string, input: Record<string, unknown>) => ({ tools: [{ name, input }] });
  const command = (text: string) =>
    call('Bash', { command: text, description: 'Part of the task' });
  await runClaude({
    workspace: project,
    turns: [
      call('Read', { file_path: at('src/qhybrid/vqe.py') }),
      command('git status --short'),
      call('Write', { file_path: at('docs/hydrogen-notes.md'), content: '# Notes\n' }),
      call('Read', { file_path: at('lab/calibration/device-a.json') }),
      call('Write', { file_path: at('.github/workflows/release.yml'), content: 'on: push\n' }),
      call('Read', { file_path: at('.env') }),
      call('Write', { file_path: at('lab/calibration/device-a.json'), content: '{}\n' }),
      command('c\\at ~/.s"s"h/id_ed25519'),
    ],
  });
}

async function take(scene: Scene, workbench: Workbench, project: Workspace): Promise<void> {
  for (const [name, theme, kind] of themes) {
    await workbench.page.keyboard.press('Control+K');
    await workbench.page.keyboard.press('Control+T');
    await workbench.pick(theme);
    await workbench.page.locator(`.monaco-workbench.${kind}`).waitFor();
    await scene.arrange(workbench, project);
    const clip = await scene.clip(workbench);
    const path = join(folder, `${scene.name}-${name}.png`);
    const picture = await workbench.page.screenshot({ clip, animations: 'disabled' });
    writeFileSync(path, smallPng(picture));
    process.stdout.write(`${path}\n`);
  }
}

await main();
