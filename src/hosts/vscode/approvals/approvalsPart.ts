import { mkdirSync, realpathSync } from 'node:fs';
import {
  editorKeyPair,
  newEditorKey,
  type EditorKeyPair,
} from '../../../adapters/approvals/editorKey.ts';
import {
  addPublicKey,
  keyFaults,
  publicKeyIds,
  removePublicKey,
} from '../../../adapters/approvals/publicKeys.ts';
import { recordKeyAt } from '../../../adapters/approvals/requestFiles.ts';
import type { PendingRequest } from '../../../adapters/approvals/windowPeer.ts';
import { type ListeningWindow, openWindow } from '../../../adapters/approvals/windowServer.ts';
import { writePause } from '../../../adapters/approvals/writePause.ts';
import { createPins, keepPin } from '../../../adapters/approvals/pinFiles.ts';
import { sha256Hex } from '../../../adapters/digest/sha256.ts';
import { nodeFiles } from '../../../adapters/files/nodeFiles.ts';
import type { Directories } from '../../../adapters/install/directories.ts';
import { proposeAlways, type AlwaysProposal } from '../../../app/approvals/proposeAlways.ts';
import type { CompileRootInput } from '../../../app/policy/compileRoot.ts';
import { rootsOfFolders } from '../../../app/paths/roots.ts';
import { surroundingsOf } from '../../../app/surroundings.ts';
import { approve, type PendingApproval } from '../../../app/policy/pendingApprovals.ts';
import {
  type Approval,
  type Pause,
  type Pin,
  signedText,
  type Unsigned,
} from '../../../core/approvals/approval.ts';
import type { ApprovalRequest } from '../../../core/approvals/request.ts';
import { utcTime } from '../../../core/audit/utcTime.ts';
import type { GrantList } from '../../../core/present/grants.ts';
import { promptDetails } from '../../../core/present/promptDetails.ts';
import {
  promptView,
  type PromptReader,
  type PromptView,
} from '../../../core/present/promptView.ts';
import { approvalPlacesOf } from '../../shared/approvalPlaces.ts';
import { approvalListOf, grantListOf } from '../../shared/approvals.ts';
import { machineFacts, type Environment } from '../../shared/machine.ts';
import { policyPlacesOf } from '../../shared/places.ts';
import { compileInput } from '../../shared/policyAccess.ts';

export type { PendingRequest, ListeningWindow, EditorKeyPair, PendingApproval, AlwaysProposal };

/**
 * What the editor needs to answer and to approve: a program of its own beside the extension (`editorApprovals.cjs`),
 * loaded when an agent is guarded, some time after a window has started.
 */
export interface ApprovalsPart {
  /** A new private key, for the editor's secret storage alone. */
  readonly newKey: () => string;
  /** Null when it is damaged. */
  readonly keyPair: (kept: string) => EditorKeyPair | null;
  readonly keys: (directories: Directories) => KnownKeys;
  readonly addKey: (directories: Directories, publicKey: Uint8Array) => void;
  readonly removeKey: (directories: Directories, id: string) => void;
  readonly listen: (options: ListenOptions) => Promise<ListeningWindow>;
  /** Folders as hooks name them: links resolved, `/` between. What is not there is left out. */
  readonly canonicalFolders: (folders: readonly string[]) => readonly string[];
  readonly promptView: (request: ApprovalRequest, reader: PromptReader) => PromptView;
  readonly promptDetails: (request: ApprovalRequest, agent: string) => string;
  readonly always: (request: ApprovalRequest, why: string, at: Machine) => AlwaysProposal;
  /** @throws PinsError, with nothing approved */
  readonly approvePolicy: (pending: PendingApproval, by: Signer, directories: Directories) => void;
  readonly grants: (directories: Directories) => GrantList;
  /** Takes back what has one of these nonces. @returns the nonces of what was taken back */
  readonly revoke: (directories: Directories, nonces: readonly string[]) => readonly string[];
  /** Lets agents work on as if only observed in a root. @param minutes at most 15 */
  readonly pause: (root: string, minutes: number, by: Signer, directories: Directories) => Pause;
}

/** Who signs, and the nonce of what is signed: it is remembered by then. */
export interface Signer {
  readonly key: EditorKeyPair;
  readonly nonce: string;
}

export interface Machine {
  readonly directories: Directories;
  readonly environment: Environment;
}

/** The public keys that count, and files that look like keys and are none. */
export interface KnownKeys {
  readonly ids: readonly string[];
  readonly faults: readonly { readonly path: string; readonly why: string }[];
}

export interface ListenOptions extends Machine {
  readonly key: EditorKeyPair;
  /** As {@link ApprovalsPart.canonicalFolders} gives them. */
  readonly roots: readonly string[];
  readonly onRequest: (request: PendingRequest) => void;
  readonly onOddity: (words: string) => void;
  /** Called with the nonces of grants before they are left. */
  readonly issuing: (nonces: readonly string[]) => Promise<void>;
}

export const newKey: ApprovalsPart['newKey'] = newEditorKey;

export const keyPair: ApprovalsPart['keyPair'] = editorKeyPair;

export const keys: ApprovalsPart['keys'] = ({ state }) => {
  const places = approvalPlacesOf(state);
  return { ids: publicKeyIds(places.keys), faults: keyFaults(places.keys) };
};

export const addKey: ApprovalsPart['addKey'] = ({ state }, publicKey) => {
  mkdirSync(state, { recursive: true, mode: 0o700 });
  addPublicKey(approvalPlacesOf(state).keys, publicKey);
};

export const removeKey: ApprovalsPart['removeKey'] = ({ state }, id) =>
  removePublicKey(approvalPlacesOf(state).keys, id);

export const listen: ApprovalsPart['listen'] = (options) => {
  const { directories, environment, key, roots, onRequest, onOddity, issuing } = options;
  return openWindow({
    places: {
      windows: `${directories.state}/windows`,
      runtime: environment['XDG_RUNTIME_DIR'] ?? null,
    },
    roots,
    platform: process.platform,
    keyId: key.id,
    sign: key.sign,
    approvals: approvalPlacesOf(directories.state).approvals,
    recordKey: () => recordKeyAt(directories.recordKey),
    now: Date.now,
    onRequest,
    onOddity,
    issuing,
  });
};

export const canonicalFolders: ApprovalsPart['canonicalFolders'] = (folders) =>
  folders.flatMap(canonicalFolder);

export const always: ApprovalsPart['always'] = (request, why, at) =>
  proposeAlways(request, why, inputFor(request.roots[0] ?? null, at), nodeFiles);

export const approvePolicy: ApprovalsPart['approvePolicy'] = (pending, by, { state }) => {
  const places = approvalPlacesOf(state);
  const sign = (pin: Pick<Pin, 'kind' | 'path' | 'digest'>): Pin => signed<Pin>(pin, by);
  approve(pending, sign, (pin, text) => keepPin(places, sha256Hex, pin, text));
};

export const grants: ApprovalsPart['grants'] = ({ state }) => grantListOf(state, Date.now());

export const revoke: ApprovalsPart['revoke'] = ({ state }, nonces) => {
  const list = approvalListOf(state);
  const wanted = list.all().approvals.filter(({ approval }) => nonces.includes(approval.nonce));
  for (const each of wanted) list.revoke(each, Date.now());
  return wanted.map(({ approval }) => approval.nonce);
};

export const pause: ApprovalsPart['pause'] = (root, minutes, by, { state }) => {
  const until = utcTime(Date.now() + minutes * 60_000);
  const made = signed<Pause>({ kind: 'pause', root, until }, by);
  writePause(approvalPlacesOf(state).approvals, made);
  return made;
};

type Wish<A extends Approval> = Omit<A, 'format' | 'key' | 'nonce' | 'issuedAt' | 'signature'>;

function signed<A extends Pin | Pause>(wish: Wish<A>, { key, nonce }: Signer): A {
  const unsigned = {
    format: 1,
    ...wish,
    key: key.id,
    nonce,
    issuedAt: utcTime(Date.now()),
  } as unknown as Unsigned<Approval>;
  return { ...unsigned, signature: key.sign(signedText(unsigned)) } as A;
}

function inputFor(root: string | null, { directories, environment }: Machine): CompileRootInput {
  const machine = machineFacts(environment);
  const roots = root === null ? [] : rootsOfFolders([root], machine, nodeFiles);
  const { foldCase } = surroundingsOf(machine, roots, [], nodeFiles);
  const access = { places: policyPlacesOf(directories), homes: machine.homes, fold: foldCase };
  const pins = createPins(approvalPlacesOf(directories.state), sha256Hex, Date.now);
  return { ...compileInput(root, access), pins };
}

function canonicalFolder(folder: string): readonly string[] {
  try {
    const real = realpathSync.native(folder);
    return [process.platform === 'win32' ? real.replaceAll('\\', '/') : real];
  } catch {
    return [];
  }
}

export { promptView, promptDetails };
