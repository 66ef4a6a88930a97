import { type Candidate, saferCandidates } from '../core/shell/saferCandidates.ts';
import type { Files } from '../ports/files.ts';
import type { Guarded } from './guardAction.ts';

/**
 * A command for the same purpose that the same guard lets pass; null where none is known, and for a command that
 * passes itself.
 *
 * @param judge what the guard says about a command in the same place.
 */
export function saferCommand(
  command: string,
  { decision }: Guarded,
  judge: (command: string) => Guarded,
  files: Files,
): Candidate | null {
  const { verdict, effect } = decision;
  if (verdict === 'allow' || effect === null) return null;
  const siblingExists = (name: string): boolean => {
    if (!('target' in effect)) return false;
    const folder = effect.target.path.replace(/\/[^/]*$/, '');
    return files.lstat(`${folder}/${name}`) !== null;
  };
  return (
    saferCandidates({ command, effect, siblingExists }).find(
      (candidate) => judge(candidate.command).decision.verdict === 'allow',
    ) ?? null
  );
}
