import { cloudHazards } from './cloud.ts';
import { containerHazards } from './containers.ts';
import { databaseHazards } from './databases.ts';
import { diskHazards } from './disks.ts';
import { emptyingHazards } from './emptying.ts';
import { doorHazards } from './doors.ts';
import { gitHazards } from './git.ts';
import { versionControlHazards } from './versionControl.ts';
import { registryHazards } from './registries.ts';
import { storeHazards } from './stores.ts';
import { machineHazards } from './machines.ts';
import { backupHazards } from './backups.ts';
import { guardHazards } from './guards.ts';
import { keyringHazards } from './keyrings.ts';
import { serviceHazards } from './services.ts';
import { footholdHazards } from './footholds.ts';
import { machineSettings } from './machineSettings.ts';
import { otherProgramHazards } from './otherPrograms.ts';
import { rightsHazards } from './rights.ts';
import { settingsHazards } from './settings.ts';
import { systemHazards } from './system.ts';
import { farShells, treeHazards } from './trees.ts';
import { terminalHazards } from './terminals.ts';
import { tunnelHazards } from './tunnels.ts';
import { workerHazards } from './workers.ts';
import type { HazardGroup } from './types.ts';

/** Everything that is known to be dangerous, by theme. Functions: a hook makes only the themes that a call is about. */
export const hazardThemes: readonly (() => readonly HazardGroup[])[] = [
  gitHazards,
  treeHazards,
  diskHazards,
  databaseHazards,
  cloudHazards,
  containerHazards,
  systemHazards,
  serviceHazards,
  guardHazards,
  farShells,
  keyringHazards,
  emptyingHazards,
  versionControlHazards,
  registryHazards,
  storeHazards,
  machineHazards,
  backupHazards,
  footholdHazards,
  settingsHazards,
  machineSettings,
  rightsHazards,
  otherProgramHazards,
  doorHazards,
  tunnelHazards,
  workerHazards,
  terminalHazards,
];

/** Around each name in the text of a theme's names. */
const around = '\u0001';

/** The names of the programs that each theme speaks of, one text a theme. */
export function packNames(themes: readonly (() => readonly HazardGroup[])[]): string[] {
  return themes.map((theme) => {
    const names = theme().flatMap(({ programs }) => programs.split('|'));
    return around + names.join(around) + around;
  });
}

/** All groups of the themes that know a program. */
export function groupsFor(
  name: string,
  themes: readonly (() => readonly HazardGroup[])[],
  names: readonly string[],
): readonly HazardGroup[] {
  return themes.flatMap((theme, ordinal) =>
    names[ordinal]?.includes(around + name + around) === true
      ? theme().filter(({ programs }) => programs.split('|').includes(name))
      : [],
  );
}
