import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Command, type ExitCode, type Terminal } from '../command.ts';
import { programFolder } from '../programFolder.ts';

/** What `scan.cjs` beside this program gives. */
interface ScanPart {
  readonly runScan: (args: readonly string[], terminal: Terminal) => Promise<ExitCode>;
}

export const scanCommand: Command = {
  name: 'scan',
  usage:
    'scan [path…] [--staged | --range A..B | --home] [--format text|json|sarif] [--baseline FILE | --write-baseline FILE]',
  summary:
    'Looks for secrets: in files, staged changes, commits, or the credential places of your home.',
  help: `Files are judged by name and by content. Each finding says where it is, what it is, and how to revoke and rotate
it. The value itself is never shown, at most its length. Nothing is recorded or sent.

path…               files and folders; left out: where you stand
--staged            what the next commit would bring, for a pre-commit hook
--range A..B        what these commits bring, also when a later one takes it away again
--home              the places where programs keep credentials: kind, age, permissions, plain text or keychain
--format F          text (default), json or sarif (2.1.0); --json is --format json
--baseline FILE     findings in FILE are known and not told; it holds keyed digests, never values
--write-baseline F  writes all findings of this scan to F; a key that is there is kept
--respect-gitignore leaves out what git ignores; without it everything is looked at
--dependencies      looks into installed dependencies (node_modules and the like), too
--max-time SECONDS  ends with what it has by then, exit code 2

Exit codes: 0 nothing found, 1 findings, 2 error or not all looked at, 130 interrupted (what was found is told).`,
  run(args, terminal) {
    // Rules and catalogue are half a megabyte that no other command needs.
    const load = createRequire(join(programFolder(), 'pinfold.cjs'));
    return (load('./scan.cjs') as ScanPart).runScan(args, terminal);
  },
};
