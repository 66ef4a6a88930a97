/** Settings of VS Code in which nothing looks for updates, greets, suggests or starts a model. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'chat.agentHost.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // The dialogs of a browser or of the system cannot be led by keyboard.
  'files.simpleDialog.enable': true,
  'git.openRepositoryInParentFolders': 'always',
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};
