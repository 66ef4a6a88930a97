import { exactText, type Field, originOf, textField } from '../words/field.ts';
import { pathCandidates } from './pathCandidates.ts';
import { type Guess, touch, type Use } from './touch.ts';

/** Every part of a word that an unknown program may take for a path; each counts only where a place is protected. */
export function touchPerhaps(field: Field, use: Use, role: Guess = 'perhaps'): void {
  const text = exactText(field);
  if (text === null) {
    if (originOf(field) === null || field.pieces.length > 1) touch(role, field, use);
    return;
  }
  for (const candidate of pathCandidates(text)) {
    const given = /^(?:\.\.)?\/./.test(candidate);
    touch(role, textField(candidate), { ...use, given });
    // Many programs expand `~` themselves.
    if (candidate.startsWith('~/')) {
      const expanded = textField(use.machine.context.home + candidate.slice(1));
      touch(role, expanded, { ...use, given: true });
    }
  }
}

/**
 * A word that is not meant as a path, but is unmistakably written like one: whoever reads it, it may be opened, and
 * what does not parse is often shown in the error.
 */
export function touchUnmistakable(field: Field, use: Use): void {
  const text = exactText(field);
  if (text === null || text.length > 1_024) return;
  for (const candidate of pathCandidates(text)) {
    if (!unmistakable.test(candidate)) continue;
    const { home } = use.machine.context;
    const path = candidate.startsWith('~/') ? home + candidate.slice(1) : candidate;
    touch('glimpse', textField(path), use);
  }
}

/** Starts from the root, from HOME, from here or above, or is a hidden file. */
const unmistakable = /^(?:(?:~|\.{1,2})?\/[^\s]+|\.[A-Za-z][\w.-]*(?:\/[^\s]*)?)$/;
