import type { Call } from '../calls/call.ts';
import type { Output } from '../words/field.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { archive, javaArchive, packNamed } from './archive.ts';
import {
  commandAfterVerb,
  commandLine,
  namespaceOptions,
  shellAfterDashes,
  splitEnvironment,
  startDaemon,
  switchUser,
  watched,
  withSettingsFile,
} from './commandRunners.ts';
import { screenSession, tmuxCondition, typedKeys } from './terminals.ts';
import { streamEditor } from './streamEditor.ts';
import { decode, manual, transform } from './text.ts';
import { names, temporaryName } from './names.ts';
import { codeHost, syncsBoth } from './carriers.ts';
import { editPatch } from './editPatch.ts';
import { findByPattern } from './fd.ts';
import { find } from './find.ts';
import { gitConfig, gitElsewhere, revParse } from './git.ts';
import { containerRun } from './containers.ts';
import { interpreter, posixShell } from './interpreters.ts';
import { clusterSettings } from './clusters.ts';
import {
  ansibleModule,
  awkProgram,
  cmakeTool,
  editor,
  goEnvironment,
  joinedCode,
  jsonQuery,
  shellHistory,
  textBrowser,
  yamlQuery,
} from './languages.ts';
import { copyBlocks, joined, link } from './files.ts';
import { keyTool, knownHosts } from './keys.ts';
import {
  download,
  fileTransfer,
  mail,
  rawConnection,
  requestItems,
  sendsInput,
  servesProgram,
} from './network.ts';
import { cloudStorage, serveFolder, tunnel } from './networkPlaces.ts';
import { relay } from './networkRelay.ts';
import { remoteShell } from './remote.ts';
import { windowsShell } from './windowsShell.ts';
import { makeTasks, packageScripts } from './taskRunners.ts';
import { argumentsFromInput, parallel } from './xargs.ts';

/** Programs that need more than data; the names are those of {@link ProgramFacts.special}. */
export const specials: Readonly<Record<string, (facts: ProgramFacts, call: Call) => Output>> = {
  ansibleModule,
  archive,
  argumentsFromInput,
  awkProgram,
  cloudStorage,
  codeHost,
  clusterSettings,
  cmakeTool,
  commandAfterVerb,
  commandLine,
  containerRun,
  copyBlocks,
  decode,
  download,
  editPatch,
  editor,
  fileTransfer,
  find,
  findByPattern,
  gitConfig,
  gitElsewhere,
  goEnvironment,
  interpreter,
  javaArchive,
  joined,
  joinedCode,
  jsonQuery,
  keyTool,
  knownHosts,
  link,
  makeTasks,
  mail,
  manual,
  names,
  packageScripts,
  namespaceOptions,
  packNamed,
  parallel,
  screenSession,
  shellAfterDashes,
  splitEnvironment,
  startDaemon,
  streamEditor,
  switchUser,
  tmuxCondition,
  typedKeys,
  watched,
  withSettingsFile,
  posixShell,
  rawConnection,
  relay,
  remoteShell,
  requestItems,
  revParse,
  sendsInput,
  serveFolder,
  servesProgram,
  syncsBoth,
  temporaryName,
  transform,
  tunnel,
  shellHistory,
  textBrowser,
  windowsShell,
  yamlQuery,
};
