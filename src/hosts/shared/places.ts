import { dirname } from 'node:path';
import { type Directories, directoriesFor } from '../../adapters/install/directories.ts';
import { type Environment, platformOf } from './machine.ts';
import type { PolicyPlaces } from './policyAccess.ts';

/** @throws Error when the environment names no home directory */
export function directoriesOf(environment: Environment): Directories {
  const home = environment['HOME'] ?? environment['USERPROFILE'];
  if (home === undefined || home === '') throw new Error('HOME is not set.');
  return directoriesFor({ platform: platformOf(process.platform), home, env: environment });
}

export function policyPlacesOf(directories: Directories): PolicyPlaces {
  return {
    state: directories.state,
    data: directories.data,
    config: dirname(directories.userPolicy),
    policies: directories.policies,
  };
}
