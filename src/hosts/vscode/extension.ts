import * as vscode from 'vscode';
import { activityView } from './contributions/activityView.ts';
import { agentCommands } from './contributions/agentCommands.ts';
import { agentsView } from './contributions/agentsView.ts';
import { agentWatch } from './contributions/agentWatch.ts';
import { denialWarnings } from './contributions/denialWarnings.ts';
import { explanations } from './contributions/explanations.ts';
import { fileMarks } from './contributions/fileMarks.ts';
import { firstStart } from './contributions/firstStart.ts';
import { integrityAlarm } from './contributions/integrityAlarm.ts';
import { integrityWatch } from './contributions/integrityWatch.ts';
import { grantCommands } from './contributions/grantCommands.ts';
import { keyNotices } from './contributions/keyNotices.ts';
import { pauseCommands } from './contributions/pauseCommands.ts';
import { policyApproval } from './contributions/policyApproval.ts';
import { policyCommands } from './contributions/policyCommands.ts';
import { policyProblems } from './contributions/policyProblems.ts';
import { statusBar } from './contributions/statusBar.ts';
import { waitingCalls } from './contributions/waitingCalls.ts';
import { createServices, type Services } from './services.ts';

type Contribution = (services: Services) => vscode.Disposable;

/** What must be there when a window has started. None of it reads more than a few small files. */
const atOnce: readonly Contribution[] = [
  statusBar,
  activityView,
  agentsView,
  agentCommands,
  integrityAlarm,
  explanations,
  policyCommands,
];

/** What can wait until the window has come up. */
const afterwards: readonly Contribution[] = [
  agentWatch,
  integrityWatch,
  denialWarnings,
  firstStart,
  fileMarks,
  policyProblems,
  policyApproval,
  grantCommands,
  pauseCommands,
  keyNotices,
  waitingCalls,
];

const afterMs = 500;

/** What other extensions, and tests, may ask. */
export interface PinfoldApi {
  /** Milliseconds that activation took. */
  readonly activatedInMs: number;
  /** Resolves when everything that can wait is there, too. */
  readonly ready: Promise<void>;
}

/** Starts the editor's side of Pinfold. It shows and asks; the fence stands without it. */
export function activate(context: vscode.ExtensionContext): PinfoldApi {
  const started = performance.now();
  const services = createServices(context);
  context.subscriptions.push(services);
  const add = (contribute: Contribution): void => {
    try {
      context.subscriptions.push(contribute(services));
    } catch (error) {
      // The others must be there all the same.
      services.log.error(`${contribute.name} does not work: ${String(error)}`);
    }
  };
  for (const contribute of atOnce) add(contribute);
  const ready = new Promise<void>((resolve) => {
    const clock = setTimeout(() => {
      services.activity.start();
      for (const contribute of afterwards) add(contribute);
      resolve();
    }, afterMs);
    context.subscriptions.push(new vscode.Disposable(() => clearTimeout(clock)));
  });
  const activatedInMs = performance.now() - started;
  services.log.info(
    `Started in ${activatedInMs.toFixed(1)} ms; state in ${services.directories.state}`,
  );
  return { activatedInMs, ready };
}
