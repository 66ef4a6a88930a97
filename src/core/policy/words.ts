import type { Verdict } from '../actions/decision.ts';
import type { Effect, PathEffect } from '../actions/effect.ts';
import { showText as show } from '../paths/show.ts';
import type { PathRule } from './policyIndex.ts';

/** Refusals in plain English: what, by which rule, why, and what to do instead. */
export interface Words {
  readonly reason: string;
  readonly remedy: string;
}

const acts: Record<PathEffect['kind'], string> = {
  read: 'read',
  write: 'write',
  delete: 'delete',
  search: 'search',
};

export function reasonForRule(
  effect: PathEffect,
  rule: PathRule,
  verdict: Verdict,
  where: string,
): Words {
  const act = actOf(effect);
  if (verdict === 'allow') return { reason: `${act}: the rule allows it.`, remedy: '' };
  if (effect.target.shows?.includes(where) === true && where !== effect.target.path) {
    if (effect.kind !== 'search') {
      return {
        reason: `${act}, and with it ${show(where)}, which is ${rule.title}. ${rule.why}`,
        remedy: rule.remedy,
      };
    }
    return {
      reason: `${act}, and that would show ${show(where)}, which is ${rule.title}. ${rule.why}`,
      remedy: `Search a narrower folder, or leave it out (for example with the glob \`!${nameOf(where)}\`).`,
    };
  }
  const via = where === effect.target.path ? '' : ` (by way of ${show(where)})`;
  return {
    reason: `${act}${via}, which is ${rule.title}. ${rule.why}`,
    remedy: rule.remedy,
  };
}

const places: Record<PathEffect['target']['place'], string> = {
  scratch: 'the agent’s own scratch space',
  workspace: 'the workspace',
  dependency: 'an installed dependency',
  home: 'outside the workspace, in your home folder or another project',
  temporary: 'a temporary folder',
  stream: 'a standard stream',
  system: 'part of the system',
};

export function reasonForDefault(
  effect: PathEffect,
  access: 'read' | 'write' | 'delete',
  verdict: Verdict,
): Words {
  const act = actOf(effect);
  const place = places[effect.target.place];
  if (verdict === 'allow') return { reason: `${act}: ${place}.`, remedy: '' };
  const rule =
    verdict === 'ask'
      ? `agents ${access === 'read' ? 'look' : 'write'} there only with a person’s yes`
      : `agents may not ${access === 'read' ? 'look' : 'write'} there`;
  const remedy =
    effect.target.place === 'dependency'
      ? 'Change it through the package manager, or copy it into the project.'
      : effect.target.place === 'workspace'
        ? 'The policy must name a zone for it; ask the user to add one.'
        : 'Work inside the workspace or a temporary folder, or ask the user.';
  return { reason: `${act}. That is ${place}, and ${rule}.`, remedy };
}

export function reasonForWords(effect: Extract<Effect, { why: string }>): Words {
  switch (effect.kind) {
    case 'unresolved':
      return {
        reason: `${effect.via}: ${effect.why}, so it cannot be checked before it runs.`,
        remedy:
          'State it so that it can be checked: paths, hosts and programs in full, no code straight from a download.',
      };
    case 'escalate':
      return {
        reason: `${effect.via}: ${effect.why}.`,
        remedy: 'Do it without extra rights, or tell the user the command to run.',
      };
    case 'persist':
      return {
        reason: `${effect.via}: ${effect.why}. That outlives this session.`,
        remedy: 'Run it now, in this session, or ask the user to set it up.',
      };
    case 'tamper':
      return {
        reason: `${effect.via}: ${effect.why}. That would take down a guard.`,
        remedy: 'Work with the guard in place; ask the user if it is in the way.',
      };
    case 'expose':
      return {
        reason: `${effect.via}: ${effect.why}. That would let somebody else in, or something protected out.`,
        remedy: 'Tell the user what you want to reach; a person opens that way.',
      };
    case 'terminal':
      return {
        reason: `${effect.via}: ${effect.why}. What is typed into it later would not be checked.`,
        remedy:
          'Give it all that it shall do with the call: `bash -c`, a script file, a here-document, a query option.',
      };
    case 'destroy':
      return {
        reason: `${effect.via}: ${effect.why}. ${effect.recoverable ? 'That may lose work.' : 'Nobody can bring that back.'}`,
        remedy: 'Use a form that keeps what is there, or tell the user the command to run.',
      };
  }
}

function actOf(effect: PathEffect): string {
  const path = show(effect.target.path);
  const stated = effect.target.stated;
  const other = stated === effect.target.path || stated === '' ? '' : ` (written ${show(stated)})`;
  if (effect.from !== undefined) {
    return `${effect.via} would ${acts[effect.kind]} ${path}, which ${show(effect.from)} brings`;
  }
  return effect.certainty !== 'surely'
    ? `${effect.via} is given ${path}${other}`
    : `${effect.via} would ${acts[effect.kind]} ${path}${other}`;
}

function nameOf(path: string): string {
  return `**/${path.slice(path.lastIndexOf('/') + 1)}`;
}
