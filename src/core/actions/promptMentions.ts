import type { Statement } from './action.ts';

const mostMentions = 2_000;

/** Files that a prompt names with `@`: agents read them into the conversation without a tool call. */
export function searchPrompt(prompt: string, cwd: string): Statement[] {
  const names = new Set<string>();
  for (const mention of prompt.matchAll(mentionPattern)) {
    const text = mention[1] ?? (mention[2] ?? '').replaceAll(/\\(.)/g, '$1');
    for (const name of readingsOf(text)) names.add(name);
    if (names.size >= mostMentions) break;
  }
  const statements = [...names].map((text): Statement => ({
    kind: 'read',
    path: { text, cwd, glob: false },
    via: '@-mention',
    certainty: 'perhaps',
  }));
  if (names.size < mostMentions) return statements;
  const why = 'it mentions more files than can be checked';
  return [...statements, { kind: 'unresolved', why, via: 'prompt' }];
}

/** As it stands, without a line range, and without the punctuation of the sentence around it. */
function readingsOf(text: string): readonly string[] {
  const unranged = text.replace(/(?:#L?\d+(?:-L?\d+)?|:\d+(?:[-:]\d+)*)$/, '');
  const trimmed = unranged.replace(/[.,;:!?)\]}'"\p{Pf}\p{Pe}\p{Po}]+$/u, '');
  return [text, unranged, trimmed].filter((name) => name !== '');
}

// An `@` inside a word is an e-mail address; after anything else it may name a file, quoted or up to a space.
const mentionPattern = /(?<![\w@])@(?:"([^"\n]+)"|((?:\\.|[^\s"])+))/g;
