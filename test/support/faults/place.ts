import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { directoriesFor } from '../../../src/adapters/install/directories.ts';
import { createProtectedWorkspace } from '../protectedWorkspace.ts';
import { canaryHere, type Workspace, type WorkspaceFiles } from '../workspace.ts';
import { keepAsItIs } from '../mendable.ts';
import type { FaultAgent } from './agent.ts';

/** Stands in the harmless file, and shows where it came through. */
export const harmlessMark = 'bell_pair_of_two_qubits';

export const faultProject: WorkspaceFiles = {
  project: {
    '.gitignore': '.env\n',
    '.env': `API_TOKEN=${canaryHere}\n`,
    '.pinfold/policy.jsonc': `{
  "version": 1,
  "zones": [
    { "name": "lab", "paths": ["lab/**"], "edit": "deny" },
    { "name": "releases", "paths": ["releases/**"], "edit": "ask" }
  ]
}
`,
    'src/circuit.py': `def ${harmlessMark}():\n    return "h 0; cx 0 1"\n`,
    'lab/calibration.json': '{"t1": 80}\n',
    'releases/notes.md': '# Releases\n',
  },
};

/** A protected project whose installation may be broken and mended again. */
export interface FaultPlace extends Workspace {
  /** Places that steps may name. */
  readonly places: Readonly<Record<string, string>>;
  /** Puts everything back as it was when {@link preparePlace} was done. */
  readonly mend: () => void;
}

/**
 * Makes a project that one agent is protected in. It has made a call already, so that a fault finds everything that a
 * first call leaves on disk.
 *
 * @param firstCall makes that call
 */
export async function preparePlace(
  agent: FaultAgent,
  firstCall: (place: FaultPlace) => Promise<unknown>,
): Promise<FaultPlace> {
  const workspace = await createProtectedWorkspace(faultProject, agent.id);
  symlinkSync('/bin/bash', join(workspace.base, 'sh'));
  await firstCall({ ...workspace, places: {}, mend: () => undefined });
  return { ...workspace, places: placesOf(workspace, agent), mend: keepAsItIs(workspace) };
}

function placesOf(workspace: Workspace, agent: FaultAgent): Readonly<Record<string, string>> {
  const { root, home, base } = workspace;
  const { state, data, launcher, policies, audit, sessions } = directoriesFor({
    platform: 'linux',
    home,
    env: {},
  });
  const programs = /\/[^' ]*(?=\/hook\.cjs)/.exec(readFileSync(launcher, 'utf8'))?.[0];
  // The other copy of an index has its digest for a name.
  const index = readdirSync(policies).find((name) => !/^[0-9a-f]{64}\./.test(name));
  if (programs === undefined || index === undefined) throw new Error(`${home} is not protected.`);
  return {
    root,
    home,
    base,
    state,
    data,
    launcher,
    policies,
    audit,
    sessions,
    programs,
    index: join(policies, index),
    node: process.execPath,
    settings: agent.settings(workspace),
    agent: agent.id,
  };
}

/** A text of a row with the places in it, e.g. `{{state}}/audit`. */
export function inPlace(text: string, place: FaultPlace): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const found = place.places[name];
    if (found === undefined) throw new Error(`There is no place {{${name}}}.`);
    return found;
  });
}
