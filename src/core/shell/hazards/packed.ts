import { hazardThemes, packNames } from './groups.ts';

/** The build replaces this module by the finished texts, as programs/packed.ts. */
export const packedHazardNames: readonly string[] = packNames(hazardThemes);
