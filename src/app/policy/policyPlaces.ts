import type { LayerName } from '../../core/actions/decision.ts';

/** A place in which a part of the policy may stand. */
export interface PolicyPlace {
  readonly layer: Exclude<LayerName, 'built-in'>;
  readonly path: string;
  /** Where its relative patterns start; null outside a workspace. */
  readonly anchor: string | null;
  readonly settings?: true;
  /** Whoever names this file vouches for it: it counts as approved. */
  readonly vouched?: true;
}

export interface PlacesInput {
  /** Canonical workspace root; null for what holds outside every workspace. */
  readonly root: string | null;
  /** The organisation's file, at its fixed place; null where there is none to look at. */
  readonly organisation?: string | null;
  /** Pinfold's own folder for the user's file. */
  readonly own: { readonly config: string };
  /** A policy file that stands in for the root's own, vouched for by whoever names it: it counts as approved. */
  readonly vouched?: string;
}

export function workspacePolicyPath(root: string): string {
  return `${root}/.pinfold/policy.jsonc`;
}

export function workspaceSettingsPath(root: string): string {
  return `${root}/.vscode/settings.json`;
}

export function userPolicyPath(config: string): string {
  return `${config}/policy.jsonc`;
}

/** The places in which the policy of a root may stand, in the order of the layers. */
export function policyPlaces(input: PlacesInput): readonly PolicyPlace[] {
  const { root, organisation = null, own, vouched } = input;
  const places: PolicyPlace[] = [];
  if (organisation !== null) {
    places.push({ layer: 'organisation', path: organisation, anchor: null });
  }
  places.push({ layer: 'user', path: userPolicyPath(own.config), anchor: null });
  const workspace = { layer: 'workspace', anchor: root } as const;
  if (vouched !== undefined) places.push({ ...workspace, path: vouched, vouched: true });
  else if (root !== null) places.push({ ...workspace, path: workspacePolicyPath(root) });
  if (root !== null) {
    places.push({ ...workspace, path: workspaceSettingsPath(root), settings: true });
  }
  return places;
}

/** Whether what stands in a place counts by what a person approved: the organisation's file counts by its owner. */
export function isPinned({ layer, vouched }: PolicyPlace): boolean {
  return layer !== 'organisation' && vouched !== true;
}
