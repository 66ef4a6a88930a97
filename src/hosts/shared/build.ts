declare const PINFOLD_BUILD: string | undefined;
declare const PINFOLD_VERSION: string | undefined;

/** Digest over the sources of this build; esbuild puts it in. Outside a bundle there is no build to speak of. */
export const build: string = typeof PINFOLD_BUILD === 'string' ? PINFOLD_BUILD : 'unbuilt';

export const version: string = typeof PINFOLD_VERSION === 'string' ? PINFOLD_VERSION : '0.0.0';
