/** What looks into patches, archives and folders, as a part of its own: the hook loads it only for calls that bring files. */
import { nodeArchives } from '../../adapters/archives/nodeArchives.ts';
import { bringEffects } from '../../app/brings/bringEffects.ts';

export const bringing = { bringEffects, archives: nodeArchives };
