import { aiFamily } from './aiServices.ts';
import { cloudFamilies } from './clouds.ts';
import { codeFamilies } from './code.ts';
import { personalFamilies } from './personal.ts';
import { projectFamilies } from './project.ts';
import { providerFamily } from './providers.ts';
import { quantumFamily } from './quantum.ts';
import type { SecretFamily } from './secretFile.ts';
import { systemFamily } from './system.ts';
import { vaultFamily } from './vaults.ts';

/** Places whose files act as somebody, wherever the workspace is. */
export const storeFamilies: readonly SecretFamily[] = [
  ...cloudFamilies,
  providerFamily,
  ...codeFamilies,
  vaultFamily,
  ...personalFamilies,
  aiFamily,
  quantumFamily,
  systemFamily,
];

/** Everything in the catalogue. */
export const secretFamilies: readonly SecretFamily[] = [
  ...storeFamilies,
  ...Object.values(projectFamilies),
];

export { projectFamilies } from './project.ts';
