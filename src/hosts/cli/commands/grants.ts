import { outOfForce } from '../../../core/approvals/inForce.ts';
import { grantsText } from '../../../core/present/grants.ts';
import type { ListedApproval } from '../../../ports/approvalList.ts';
import { approvalListOf, grantListOf } from '../../shared/approvals.ts';
import { directoriesOf } from '../../shared/places.ts';
import { json, readArguments } from '../arguments.ts';
import { type Command, UsageError } from '../command.ts';
import { tellTrail } from '../tellTrail.ts';

export const grantsList: Command = {
  name: 'grants list',
  usage: 'grants list [--json]',
  summary: 'Shows what people have allowed: in force, used, ended, ignored.',
  help: `Grants and pauses are given in the editor, and nowhere else; this command only shows them.
What lies there and was not signed by a key of this installation is named with the reason: exit code 1.`,
  run(args, terminal) {
    const { values } = readArguments('grants list', args, json);
    const list = grantListOf(directoriesOf(terminal.environment).state, terminal.now());
    terminal.out(values.json ? `${JSON.stringify(list)}\n` : grantsText(list));
    return list.ignored.length === 0 ? 0 : 1;
  },
};

export const grantsRevoke: Command = {
  name: 'grants revoke',
  usage: 'grants revoke <nonce> | --all [--json]',
  summary: 'Takes grants and pauses back.',
  help: `<nonce>  the whole of it or its beginning, as \`pinfold grants list\` prints it
--all    everything that is in force

What is taken back holds no longer, also when somebody puts its file there again.`,
  run(args, terminal) {
    const { values, positionals } = readArguments('grants revoke', args, {
      ...json,
      all: { type: 'boolean', default: false },
    });
    const [nonce] = positionals;
    if ((nonce === undefined) === !values.all || positionals.length > 1) {
      throw new UsageError('Which grant?', `Usage: pinfold ${this.usage}`);
    }
    const { state } = directoriesOf(terminal.environment);
    const list = approvalListOf(state);
    const now = terminal.now();
    const wanted = list
      .all()
      .approvals.filter(({ approval, mark }) =>
        nonce === undefined
          ? mark === null && outOfForce(approval, now) !== 'has ended'
          : approval.nonce.startsWith(nonce),
      );
    if (nonce !== undefined) requireOne(wanted, nonce);
    for (const each of wanted) list.revoke(each, now);
    const nonces = wanted.map(({ approval }) => approval.nonce);
    if (nonces.length > 0) {
      const notes = nonces.map((each) => `taken back: ${each}`);
      tellTrail(terminal, 'grants revoke', notes);
    }
    if (values.json) terminal.out(`${JSON.stringify({ revoked: nonces })}\n`);
    else if (nonces.length === 0) terminal.out('Nothing is granted.\n');
    else terminal.out(`${nonces.map((each) => `Taken back: ${each}`).join('\n')}\n`);
    return 0;
  },
};

function requireOne(found: readonly ListedApproval[], nonce: string): void {
  if (found.length === 1) return;
  throw new UsageError(
    found.length === 0
      ? `There is no grant "${nonce}".`
      : `${found.length} grants begin with "${nonce}".`,
    'See `pinfold grants list`.',
  );
}
