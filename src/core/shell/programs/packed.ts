import { programGroups } from './groups.ts';
import { packPrograms } from './packing.ts';

/**
 * All programs as one text. The build replaces this module by the finished text (esbuild.mjs): making a table of a
 * thousand programs costs a hook that has just started a millisecond, a text costs nothing.
 */
export const packedPrograms: string = packPrograms(programGroups);
