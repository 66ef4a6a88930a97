import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { nodeFiles } from '../../../adapters/files/nodeFiles.ts';
import { workspacePolicyPath } from '../../../app/policy/policyPlaces.ts';
import { repositoryNames } from '../../../app/policy/repositoryNames.ts';
import { proposePolicy } from '../../../core/policy/proposal.ts';
import { readArguments } from '../arguments.ts';
import { type Command, type Terminal, UsageError } from '../command.ts';
import { policyHere } from '../policyHere.ts';

export const initCommand: Command = {
  name: 'init',
  usage: 'init [--print] [--force]',
  summary: 'Proposes a policy for this project from what lies in it.',
  help: `Looks at the names of folders and files and writes .pinfold/policy.jsonc. A policy that is there is never
overwritten: then the proposal is printed, and the exit code is 1.

--print  only prints the proposal
--force  also in a folder that is no repository`,
  run(args, terminal) {
    const { values } = readArguments('init', args, {
      print: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
    });
    const root = rootHere(terminal, values.force);
    const proposal = proposePolicy(repositoryNames(root, nodeFiles));
    if (values.print) {
      terminal.out(proposal);
      return 0;
    }
    const path = workspacePolicyPath(root);
    if (write(path, proposal)) {
      const shown = relative(terminal.cwd, path);
      terminal.out(
        `Wrote ${shown}. Read it, then commit it; it tightens at once.\n\`pinfold policy show --effective\` shows what it comes to.\n`,
      );
      return 0;
    }
    terminal.out(proposal);
    terminal.err(`${path} is there already and stays as it is. This is what would be proposed.\n`);
    return 1;
  },
};

function rootHere(terminal: Terminal, force: boolean): string {
  const { root } = policyHere(terminal);
  if (root === null) {
    throw new UsageError(
      'A policy cannot be kept here: a home, a temporary folder and `/` are no workspaces.',
      'Go to a project folder.',
    );
  }
  const marked = ['.git', '.pinfold'].some((name) => nodeFiles.lstat(`${root}/${name}`) !== null);
  if (marked || force) return root;
  throw new UsageError(
    `${root} is no repository.`,
    'Go to one, or use --force to keep a policy here all the same.',
  );
}

/** @returns false when something is there, whatever it is; that one step decides, so nothing is overwritten. */
function write(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
