/**
 * `npm run pictures [-- [--theme name] name…]`: takes the pictures of README.md and docs from the real editor, in a light, a dark and a
 * high-contrast theme, and writes them to docs/images. They are one story, so all of it is played whichever are kept.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pictureProject } from './project.ts';
import { scenes, type Scene } from './scenes.ts';
import { smallPng } from './smallPng.ts';
import { Stage, themes } from './stage.ts';
import { StatusStrips } from './statusStrips.ts';

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { theme: { type: 'string' } },
});
const wanted = new Set(positionals);
const chosen = themes.filter(([name]) => values.theme === undefined || values.theme === name);

async function main(): Promise<void> {
  const unknown = [...wanted].filter(
    (name) => name !== 'status' && !scenes.some((s) => s.name === name),
  );
  if (unknown.length > 0) throw new Error(`There is no picture ${unknown.join(', ')}.`);
  const project = pictureProject();
  process.once('exit', project.dispose);
  process.once('SIGINT', () => process.exit(130));
  mkdirSync(folder, { recursive: true });
  const stage = await Stage.open(project);
  const strips = new StatusStrips();
  try {
    for (const scene of scenes) await take(scene, stage, strips);
    for (const [theme] of chosen) {
      keep('status', theme, await strips.picture(stage.workbench.page, theme));
    }
  } catch (error) {
    await stage.workbench.page.screenshot({ path: join(project.base, '../failed.png') });
    throw error;
  } finally {
    await stage.end();
  }
}

async function take(scene: Scene, stage: Stage, strips: StatusStrips): Promise<void> {
  const { page } = stage.workbench;
  await scene.arrange(stage);
  for (const theme of chosen) {
    await stage.light(theme);
    if (scene.status !== undefined) await strips.take(stage, theme[0], scene.status);
    if (scene.clip === undefined) continue;
    const clip = await scene.clip(stage);
    keep(scene.name, theme[0], await page.screenshot({ clip, animations: 'disabled' }));
  }
  await scene.leave?.(stage);
}

function keep(name: string, theme: string, picture: Buffer): void {
  if (wanted.size > 0 && !wanted.has(name)) return;
  const path = join(folder, `${name}-${theme}.png`);
  const small = smallPng(picture);
  writeFileSync(path, small);
  process.stdout.write(`${path}  ${String(Math.round(small.length / 1024))} KiB\n`);
}

await main();
