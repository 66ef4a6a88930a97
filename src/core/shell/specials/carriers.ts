import type { Call } from '../calls/call.ts';
import {
  dropHead,
  exactText,
  type Field,
  headText,
  nothing,
  originOf,
  type Output,
  pieceField,
  shownText,
  textField,
} from '../words/field.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { play } from '../calls/roles.ts';
import { touch, type Use } from '../reach/touch.ts';
import { touchPerhaps } from '../reach/guesses.ts';

/** What options of a code host's tool mean under a verb. */
interface Verb {
  readonly words: RegExp;
  /** Options whose value is a file that goes there. */
  readonly files?: RegExp;
  /** Options with `key=@file`. */
  readonly fields?: RegExp;
  /** Operands that are files, with the number of words before them; `file#label` is a file. */
  readonly operandsFrom?: number;
  /** Its files are text that is meant to be read there (a description), so that reading them is all that counts. */
  readonly text?: boolean;
}

const verbs: readonly Verb[] = [
  { words: /^api\b/, files: /^--input$/, fields: /^(?:-f|-F|--field|--raw-field)$/ },
  { words: /^(?:secret|variable) set\b/, files: /^(?:-f|--env-file)$/ },
  { words: /^release (?:create|upload)\b/, operandsFrom: 3 },
  { words: /^gist (?:create|edit)\b/, files: /^(?:-a|--add)$/, operandsFrom: 2 },
  { words: /^snippet create\b/, operandsFrom: 2 },
  { words: /^(?:ssh-key|gpg-key) add\b/, operandsFrom: 2 },
  {
    words: /^(?:issue|pr|mr|discussion|repo) (?:create|edit|comment|review|close)\b/,
    files: /^(?:-F|--body-file|--notes-file)$/,
    text: true,
  },
];

const sendingVerbs =
  /^(?:api|secret set|variable set|release (?:create|upload)|gist|snippet|issue|pr|mr)\b/;

/** `gh gist create x`, `gh api -F k=@x`, `gh secret set -f x`: which files go to the code host. */
export function codeHost(facts: ProgramFacts, call: Call): Output {
  const { machine, name: via, scope } = call;
  const use: Use = { scope, machine, via };
  const values = {
    ...facts.values,
    perhaps: '-f -F --field --raw-field --input --env-file --body-file --notes-file -a --add',
  };
  const parsed = parseArguments({ ...facts, values }, call.words, false);
  const operands = parsed.items.flatMap((item) => (item.kind === 'operand' ? [item.value] : []));
  const line = operands.map((word) => shownText(word)).join(' ');
  const verb = verbs.find((each) => each.words.test(line));
  let sends = false;
  for (const item of parsed.items) {
    if (item.kind === 'option' && item.role === 'output') play('output', item.value, use);
    if (item.kind !== 'option' || item.role !== 'perhaps') continue;
    const field = verb?.fields?.test(item.name) === true;
    if (verb?.files?.test(item.name) === true) {
      sends ||= verb.text !== true;
      touch('read', item.value, use);
    } else if (field && /=@/.test(headText(item.value))) {
      sends = true;
      play('form', item.value, use);
    } else if (!field) {
      touchPerhaps(item.value, use);
    }
  }
  for (const [index, word] of operands.entries()) {
    if (verb?.operandsFrom === undefined || index < verb.operandsFrom) touchPerhaps(word, use);
    else {
      // What a variable holds may be an option or a title.
      sends = true;
      if (originOf(word) === null) touch('read', withoutLabel(word), use);
      else touchPerhaps(word, use);
    }
  }
  const piped = scope.stdin.some((field) => field.pieces.some((piece) => piece.kind !== 'text'));
  if (sends || (piped && sendingVerbs.test(line))) {
    machine.emit({ kind: 'connect', target: hosts[via] ?? 'github.com', via, sends: true });
  }
  return [pieceField({ kind: 'environment' })];
}

const hosts: Readonly<Record<string, string>> = { glab: 'gitlab.com', tea: 'gitea.com' };

/** `file#label` is how `gh release upload` names an asset. */
function withoutLabel(word: Field): Field {
  const text = exactText(word);
  return text === null ? word : textField(text.replace(/#.*$/s, ''));
}

/** `unison HERE ssh://THERE`, `mutagen sync create HERE host:THERE`: both sides get what the other has. */
export function syncsBoth(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, false);
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  for (const item of parsed.items) {
    if (item.kind === 'option') {
      play(item.role, item.value, use);
      continue;
    }
    const far = /^(?:ssh|rsh|socket|docker):\/\/|^[\w.@-]{1,200}:/.test(headText(item.value));
    if (far) {
      const host = headText(item.value).startsWith('socket:')
        ? dropHead(item.value, 9)
        : item.value;
      play('remoteTarget', host, use);
    } else if (
      !/^(?:sync|create|terminate|list|flush|monitor)$/.test(exactText(item.value) ?? '')
    ) {
      play('tree', item.value, use);
    }
  }
  return nothing;
}
