import type { Entry } from '../../../support/memoryFiles.ts';

const file = '/home/u/ws/.pinfold/policy.jsonc';

function zones(...list: readonly object[]): Readonly<Record<string, Entry>> {
  return { [file]: JSON.stringify({ version: 1, zones: list }) };
}

/** Policies of the project in memory, as files to be added. */
export const policies = {
  none: {},
  lab: zones(
    { name: 'lab', paths: ['lab/**'], edit: 'deny' },
    { name: 'plans', paths: ['plans/**'], edit: 'ask' },
  ),
  notebooks: zones({ name: 'notebooks', paths: ['**/*.ipynb'], edit: 'ask' }),
  open: zones(
    { name: 'all', paths: ['**'], edit: 'ask' },
    { name: 'build', paths: ['build/**'], edit: 'allow' },
  ),
} satisfies Record<string, Readonly<Record<string, Entry>>>;
