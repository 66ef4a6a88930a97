/** Where the pins of all files lie, in Pinfold's state. */
export function pinsFolder(state: string): string {
  return `${state}/approvals/pins`;
}

/** The folder for the pins of one file. */
export function pinFolder(state: string, path: string, sha256: (text: string) => string): string {
  return `${pinsFolder(state)}/${sha256(path)}`;
}

export function keysFolder(state: string): string {
  return `${state}/keys`;
}

/** More files than this in the place of one file's pins are not looked at. */
export const mostFiles = 1_000;
