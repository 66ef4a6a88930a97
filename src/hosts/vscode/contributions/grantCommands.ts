import * as vscode from 'vscode';
import { utcTime } from '../../../core/audit/utcTime.ts';
import { showText } from '../../../core/paths/show.ts';
import type { GrantRow } from '../../../core/present/grants.ts';
import { plainMessage } from '../../../core/present/plainMessage.ts';
import { shortHome } from '../../../core/present/shortHome.ts';
import { commands } from '../ids.ts';
import { register } from '../register.ts';
import type { Services } from '../services.ts';
import { timeOf } from './activityView.ts';

interface Item extends vscode.QuickPickItem {
  readonly take?: () => void | Promise<void>;
}

/** *Manage Grants*: what is in force, and the keys that count. Enter takes one back, also in Restricted Mode. */
export function grantCommands(services: Services): vscode.Disposable {
  return register(services.log, commands.manageGrants, async () => {
    let taken = 0;
    for (;;) {
      const items = itemsOf(services);
      const pick = await vscode.window.showQuickPick(items, {
        title: vscode.l10n.t('Manage Grants'),
        placeHolder: items.some(({ take }) => take !== undefined)
          ? vscode.l10n.t('Enter takes back what is chosen')
          : vscode.l10n.t('Nothing is granted, and nothing is paused'),
        matchOnDescription: true,
      });
      if (pick?.take === undefined) return taken;
      await pick.take();
      taken += 1;
    }
  });
}

function itemsOf(services: Services): readonly Item[] {
  const { approvals, agents, home } = services;
  const { part, directories, keys, granted } = approvals;
  const { approvals: rows, ignored } = part().grants(directories);
  const inForce = rows.filter(({ state }) => state === 'in force');
  const of = (kind: GrantRow['kind']): readonly Item[] =>
    inForce
      .filter((row) => row.kind === kind)
      .map((row) => ({
        label: plainMessage(
          kind === 'pause'
            ? vscode.l10n.t('Paused: {0}', shortHome(showText(row.what, 120), home))
            : (granted.wordsOf(row.nonce) ?? unknownWords(row, agents.nameOf(row.agent ?? ''))),
        ),
        description: untilWords(row),
        take: () => revoke(services, row),
      }));
  return [
    ...section(vscode.l10n.t('grants'), of('grant')),
    ...section(vscode.l10n.t('pauses'), of('pause')),
    ...section(
      vscode.l10n.t('keys that this editor did not make'),
      keys.others.map((id) => ({
        label: id,
        description: vscode.l10n.t('Enter removes it: what it signed counts no longer'),
        take: () => keys.remove(id),
      })),
    ),
    ...section(
      vscode.l10n.t('key of this editor'),
      keys.ownId === null
        ? []
        : [
            {
              label: keys.ownId,
              description: vscode.l10n.t('Enter makes another one in its place'),
              take: () => renewKey(services),
            },
          ],
    ),
    ...section(
      vscode.l10n.t('counts for nothing'),
      ignored.map(({ path, why }) => ({
        label: plainMessage(shortHome(showText(path, 120), home)),
        description: plainMessage(showText(why, 80)),
      })),
    ),
  ];
}

function section(label: string, items: readonly Item[]): readonly Item[] {
  if (items.length === 0) return [];
  return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

/** A grant of minutes or of a session holds in that session only; it is the end that differs. */
function untilWords({ scope, until }: GrantRow): string {
  const end = new Date(until);
  const today = end.toDateString() === new Date().toDateString();
  const day = today ? '' : `${end.toLocaleDateString([], { weekday: 'short' })} `;
  const words = vscode.l10n.t('until {0}', `${day}${timeOf(until)}`);
  return scope === 'session' ? vscode.l10n.t('this session, {0}', words) : words;
}

/** Of a grant that was given elsewhere only the kind of effect can be read. */
function unknownWords({ what, session, subject }: GrantRow, agent: string): string {
  return showText(
    `${agent}: ${what} ${subject?.slice(0, 12) ?? ''}, session ${session ?? ''}`,
    160,
  );
}

async function renewKey({ approvals }: Services): Promise<void> {
  const yes = vscode.l10n.t('Make Another Key');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Make another key for this editor?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'What the old one signed counts no longer: grants, pauses, and approved policies, which wait for your approval again.',
      ),
    },
    yes,
  );
  if (answer === yes) await approvals.keys.renew();
}

function revoke({ approvals }: Services, { nonce, kind }: GrantRow): void {
  const { part, directories, tell, pauses } = approvals;
  const taken = part().revoke(directories, [nonce]);
  tell(
    'grants revoke',
    taken.map((each) => `taken back: ${each}`),
  );
  pauses.look();
  void vscode.window.setStatusBarMessage(
    kind === 'pause'
      ? vscode.l10n.t('Pinfold holds again')
      : vscode.l10n.t('Taken back at {0}', timeOf(utcTime(Date.now()))),
    5_000,
  );
}
