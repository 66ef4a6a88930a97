import { cloudHazards } from './cloud.ts';
import { containerHazards } from './containers.ts';
import { databaseHazards } from './databases.ts';
import { diskHazards } from './disks.ts';
import { gitHazards } from './git.ts';
import { guardHazards } from './guards.ts';
import { serviceHazards } from './services.ts';
import { systemHazards } from './system.ts';
import { farShells, treeHazards } from './trees.ts';
import type { HazardGroup } from './types.ts';

/** Everything that is known to be dangerous, by theme. */
export const hazardGroups: readonly HazardGroup[] = [
  ...gitHazards,
  ...treeHazards,
  ...diskHazards,
  ...databaseHazards,
  ...cloudHazards,
  ...containerHazards,
  ...systemHazards,
  ...serviceHazards,
  ...guardHazards,
  ...farShells,
];
