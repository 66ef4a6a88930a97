import * as vscode from 'vscode';
import type { Finding, Way, Weight } from '../../../core/integrity/finding.ts';
import { plainMessage } from '../../../core/present/plainMessage.ts';
import { commands } from '../ids.ts';
import { register } from '../register.ts';
import type { Services } from '../services.ts';
import { runFor } from './agentCommands.ts';

/** Tells of what is wrong with the installation, and does what a person chooses to do about it. Nothing by itself. */
export function integrityAlarm(services: Services): vscode.Disposable {
  const { integrity, log } = services;
  const told = new Set<string>();
  /** Kinds of findings of which a message stands there: somebody may leave one for hours. */
  const open = new Set<string>();
  /** One message for what is found together; what is of another kind waits for none. */
  const tellNext = async (found: readonly Finding[]): Promise<void> => {
    const fresh = found.filter(({ id, kind }) => !told.has(id) && !open.has(kind));
    if (fresh.length === 0) return;
    const kinds = fresh.map(({ kind }) => kind);
    for (const { id, kind } of fresh) {
      told.add(id);
      open.add(kind);
    }
    await tell(services, fresh);
    for (const kind of kinds) open.delete(kind);
    tellAll();
  };
  const tellPassed = async (): Promise<void> => {
    const news = integrity.standing.passed.filter((words) => !told.has(words));
    if (news.length === 0 || open.has('passed')) return;
    for (const words of news) told.add(words);
    open.add('passed');
    await tellOfPassed(news);
    open.delete('passed');
    tellAll();
  };
  const tellAll = (): void => {
    const { alarms, notes, hints } = integrity.standing;
    const all = [...[alarms, notes, hints].map(tellNext), tellPassed()];
    for (const each of all) each.catch((error: unknown) => log.error(String(error)));
  };
  return vscode.Disposable.from(
    integrity.onDidChange(() => {
      // What is in order again is told anew when it comes again.
      const { alarms, notes, hints, passed } = integrity.standing;
      const standing = new Set([...[...alarms, ...notes, ...hints].map(({ id }) => id), ...passed]);
      for (const id of told) if (!standing.has(id)) told.delete(id);
      tellAll();
    }),
    register(log, commands.repair, () => repair(services)),
    register(log, commands.showIntegrity, () => show(services)),
  );
}

async function tellOfPassed(passed: readonly string[]): Promise<void> {
  const details = vscode.l10n.t('Show Details');
  const words = vscode.l10n.t('Pinfold: {0}.', plainMessage(passed.join('; ')));
  const answer = await vscode.window.showWarningMessage(words, details);
  if (answer === details) await vscode.commands.executeCommand(commands.showIntegrity);
}

/** @param found of one weight */
async function tell(services: Services, found: readonly Finding[]): Promise<void> {
  const [first] = found;
  if (first === undefined) return;
  const details = vscode.l10n.t('Show Details');
  const way = first.ways.find((each) => each === 'repair') ?? null;
  const buttons = [...(way === null ? [] : [labels[way]()]), details];
  const answer = await showBy[first.weight](messageOf(found), ...buttons);
  if (first.kind === 'hooks-taken-away') await services.integrity.settle(first, 'accept');
  if (answer === details) await vscode.commands.executeCommand(commands.showIntegrity);
  else if (answer !== undefined && way !== null) {
    await vscode.commands.executeCommand(commands.repair);
  }
}

function messageOf(found: readonly Finding[]): string {
  const [first] = found;
  if (first === undefined) return '';
  const head = first.weight === 'alarm' ? `open – ${first.title}` : first.title;
  const more = found.length === 1 ? '' : ` ${String(found.length - 1)} more findings.`;
  return plainMessage(`Pinfold: ${head}. ${first.meaning}${more}`);
}

type Show = (message: string, ...buttons: string[]) => Thenable<string | undefined>;

const showBy: Readonly<Record<Weight, Show>> = {
  alarm: (...words) => vscode.window.showErrorMessage(...words),
  note: (...words) => vscode.window.showWarningMessage(...words),
  hint: (...words) => vscode.window.showInformationMessage(...words),
};

const labels: Readonly<Record<Way, () => string>> = {
  repair: () => vscode.l10n.t('Repair'),
  accept: () => vscode.l10n.t('This Was Me'),
  'set-aside': () => vscode.l10n.t('Set Aside'),
  open: () => vscode.l10n.t('Open File'),
};

/**
 * Puts launcher, programs and hooks back by `pinfold protect`, then looks whether all is in order.
 * @returns false where something is left that it cannot do
 */
async function repair(services: Services): Promise<boolean> {
  const { agents, integrity, log } = services;
  const { alarms, notes, hints } = integrity.standing;
  const found = [...alarms, ...notes, ...hints];
  const named = found.flatMap(({ agent, ways }) =>
    agent !== null && ways.includes('repair') ? [agent] : [],
  );
  const installed = agents.all.filter(({ trace }) => trace.installedAt !== null);
  const wanted = [...new Set([...installed.map(({ agent }) => agent), ...named])];
  const title = vscode.l10n.t('Repairing…');
  if (wanted.length > 0 && found.some(({ ways }) => ways.includes('repair'))) {
    for (const path of await integrity.makeRoom()) log.info(`Set aside: ${path}`);
    try {
      await runFor(services, ['protect', ...wanted], title);
    } catch (error) {
      if (!(await beginAnew(String(error)))) throw error;
      await runFor(services, ['unprotect', ...wanted], title);
      await runFor(services, ['protect', ...wanted], title);
    }
  }
  const left = [...integrity.standing.alarms, ...integrity.standing.notes];
  if (left.length > 0) {
    await vscode.commands.executeCommand(commands.showIntegrity);
    return false;
  }
  const words = vscode.l10n.t('Pinfold: launcher, programs and hooks are as they should be.');
  void vscode.window.showInformationMessage(words);
  return true;
}

/** A higher version, or a record that cannot be read, is replaced only when a person says so. */
async function beginAnew(why: string): Promise<boolean> {
  const yes = vscode.l10n.t('Take Away and Install');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Take away what is installed, and install this editor’s Pinfold?'),
    { modal: true, detail: plainMessage(why) },
    yes,
  );
  return answer === yes;
}

/** All findings in a list; choosing one offers what can be done about it. */
async function show(services: Services): Promise<readonly Finding[]> {
  const { integrity } = services;
  await integrity.look();
  const { alarms, notes, hints, passed } = integrity.standing;
  const found = [...alarms, ...notes, ...hints];
  const picks = [
    ...found.map((each) => ({
      label: `$(${icons[each.weight]}) ${plainMessage(each.title)}`,
      description: plainMessage(each.path),
      detail: plainMessage(detailOf(each)),
      finding: each,
    })),
    ...passed.map((words) => ({ label: `$(history) ${plainMessage(words)}`, finding: null })),
  ];
  const title = vscode.l10n.t('Integrity of the Installation');
  const placeHolder =
    picks.length === 0
      ? vscode.l10n.t('Everything is as this editor remembers it')
      : vscode.l10n.t('Choose a finding to see what can be done');
  const pick = await vscode.window.showQuickPick(picks, { title, placeHolder });
  if (passed.length > 0) await integrity.markSeen();
  if (pick !== undefined && pick.finding !== null) await settle(services, pick.finding);
  return found;
}

const icons = { alarm: 'error', note: 'warning', hint: 'info' } as const;

function detailOf({ why, since, meaning }: Finding): string {
  const when = since === null ? '' : `, changed ${since}`;
  return `It ${why}${when}. ${meaning}`;
}

async function settle(services: Services, finding: Finding): Promise<void> {
  const picks = finding.ways.map((way) => ({ label: labels[way](), way }));
  const pick = await vscode.window.showQuickPick(picks, { title: plainMessage(finding.title) });
  if (pick === undefined) return;
  if (pick.way === 'repair') await vscode.commands.executeCommand(commands.repair);
  else if (pick.way === 'open') {
    await vscode.window.showTextDocument(vscode.Uri.file(finding.path));
  } else {
    const event = pick.way === 'accept' ? 'accept finding' : 'set aside';
    // Recorded first: nobody's yes to a change goes untold.
    services.approvals.tell(event, [`${finding.title}: ${finding.path}`]);
    await services.integrity.settle(finding, pick.way);
  }
}
