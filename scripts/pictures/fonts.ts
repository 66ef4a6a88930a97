import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall, mayInstall } from '../lib/debian.ts';

const folder = '/usr/share/fonts';

/**
 * The environment of a browser that draws with the fonts of these pictures: the same on every machine, whatever it has
 * for others. On Debian, root gets them installed.
 *
 * @param home folder for the settings of the fonts.
 * @throws Error in words for people when they are not there and cannot be installed.
 */
export async function pictureFonts(home: string): Promise<Readonly<Record<string, string>>> {
  if (!hasFonts()) {
    if (!mayInstall()) throw new Error('The pictures need the fonts Inter and JetBrains Mono.');
    await aptInstall(['fonts-inter', 'fonts-jetbrains-mono'], (line) => console.log(line));
  }
  const file = join(home, 'fonts.conf');
  writeFileSync(file, settings(join(home, 'fonts-cache')));
  return { FONTCONFIG_FILE: file };
}

function hasFonts(): boolean {
  if (!existsSync(folder)) return false;
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return ['Inter', 'JetBrainsMono'].every((font) =>
    names.some((name) => new RegExp(`/${font}[^/]*\\.(otf|ttf)$`).test(name)),
  );
}

function settings(cache: string): string {
  const alias = (family: string, font: string): string =>
    `<alias binding="strong"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <cachedir>${cache}</cachedir>
  ${['system-ui', 'sans-serif', 'Ubuntu', 'Droid Sans'].map((family) => alias(family, 'Inter')).join('\n  ')}
  ${alias('monospace', 'JetBrains Mono')}
</fontconfig>
`;
}
