/** Every name that the manifest and the code must agree on; a test compares them with package.json. */

export const commands = {
  protectAgents: 'pinfold.protectAgents',
  protectAgent: 'pinfold.protectAgent',
  unprotectAgent: 'pinfold.unprotectAgent',
  checkAgents: 'pinfold.checkAgents',
  showStatus: 'pinfold.showStatus',
  showIntegrity: 'pinfold.showIntegrity',
  repair: 'pinfold.repair',
  showActivity: 'pinfold.showActivity',
  showAllCalls: 'pinfold.showAllCalls',
  showInterruptions: 'pinfold.showInterruptions',
  explainDecision: 'pinfold.explainDecision',
  openActivityFile: 'pinfold.openActivityFile',
  openPolicy: 'pinfold.openPolicy',
  answerWaitingCall: 'pinfold.answerWaitingCall',
  approvePolicyChange: 'pinfold.approvePolicyChange',
  manageGrants: 'pinfold.manageGrants',
  pause: 'pinfold.pause',
  endPause: 'pinfold.endPause',
  showLog: 'pinfold.showLog',
} as const;

export const views = { activity: 'pinfold.activity', agents: 'pinfold.agents' } as const;

export const settings = {
  notify: 'notifications.denials',
  notifyMinutes: 'notifications.interval',
  marks: 'explorer.marks',
} as const;

/** Names in `when` clauses of the manifest. */
export const contextKeys = {
  onlyInterruptions: 'pinfold.onlyInterruptions',
  agentsKnown: 'pinfold.agentsKnown',
  callWaits: 'pinfold.callWaits',
  paused: 'pinfold.paused',
} as const;

/** Kinds of tree items, as `viewItem` in `when` clauses. */
export const items = {
  openAgent: 'agent.open',
  protectedAgent: 'agent.protected',
  alarmedAgent: 'agent.alarmed',
  call: 'call',
  callWithFile: 'call.file',
} as const;

export const colors = { closed: 'pinfold.closedForeground', ask: 'pinfold.askForeground' } as const;

/** Of a document that says things in lines of a name and a text: wrapped, without line numbers. */
export const recordLanguage = 'pinfold-record';

/** Texts that are made for the editor and kept nowhere. */
export const explanationScheme = 'pinfold';

/** Texts that are shown once: see keptTexts.ts. */
export const keptScheme = 'pinfold-shown';
