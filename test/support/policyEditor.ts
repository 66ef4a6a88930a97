import { join } from 'node:path';
import { nodeFiles } from '../../src/adapters/files/nodeFiles.ts';
import { directoriesFor } from '../../src/adapters/install/directories.ts';
import type { PendingApproval, SignPin } from '../../src/app/policy/pendingApprovals.ts';
import type { Pin } from '../../src/core/approvals/approval.ts';
import { policyPlacesOf } from '../../src/hosts/shared/places.ts';
import { createPolicyApprovals } from '../../src/hosts/shared/policyApprovals.ts';
import { TestEditor } from './testEditor.ts';
import type { Workspace } from './workspace.ts';

/** An editor whose key is known to the installation in a workspace's home, and a person who says yes in it. */
export class PolicyEditor {
  readonly editor: TestEditor;
  readonly state: string;
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    this.state = this.#directories().state;
    this.editor = new TestEditor().register(join(this.state, 'keys'));
  }

  /** What waits for a yes. */
  pending(): readonly PendingApproval[] {
    return this.#approvals(() => {
      throw new Error('nobody signs while looking');
    }).pending(this.#workspace.root);
  }

  /** Says yes to the content of a file as it stands now. @returns the pin */
  approve(path: string, issuedAt = new Date().toISOString()): Pin {
    const wanted = this.pending().find((each) => each.path === path);
    if (wanted === undefined) throw new Error(`nothing waits for approval in ${path}`);
    let pin: Pin | undefined;
    const sign: SignPin = (wish) => (pin = this.editor.sign({ ...wish, issuedAt }) as Pin);
    this.#approvals(sign).approve(wanted);
    return pin!;
  }

  #approvals(sign: SignPin): ReturnType<typeof createPolicyApprovals> {
    const places = policyPlacesOf(this.#directories());
    const access = { places, homes: [this.#workspace.home], fold: false, files: nodeFiles };
    return createPolicyApprovals(access, Date.now, sign);
  }

  #directories(): ReturnType<typeof directoriesFor> {
    return directoriesFor({ platform: 'linux', home: this.#workspace.home, env: {} });
  }
}
