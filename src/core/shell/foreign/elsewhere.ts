import type { Statement } from '../../actions/action.ts';
import {
  exactText,
  type Field,
  joinFields,
  nothing,
  type Output,
  shownText,
  textField,
} from '../words/field.ts';
import { endOfPath, readLine } from '../hazards/lines.ts';
import type { Machine } from '../machine.ts';
import { factsOf } from '../programs/index.ts';
import type { Scope } from '../state/scope.ts';
import { byName } from './byName.ts';
import { type Place, places } from './places.ts';

const placesOf = byName(places);

/**
 * Follows a command that runs in a container or on another machine. Its paths are not this machine's; what counts is
 * that it gives a shell away or runs a download: there, too, it works for the person, with the person's data.
 */
export function judgeElsewhere(
  name: string,
  words: readonly Field[],
  scope: Scope,
  machine: Machine,
): void {
  for (const place of placesOf(name)) {
    const command = commandOf(place, words);
    if (command === null) continue;
    machine.farAway((inner, outer) => {
      const fresh: Scope = {
        ...outer,
        depth: scope.depth + 1,
        stdin: stdinOf(place, words, scope),
      };
      if (command.kind === 'text') inner.runField(command.text, fresh, name);
      else inner.runArguments(command.words, fresh);
    });
    return;
  }
}

type Command =
  | { readonly kind: 'text'; readonly text: Field }
  | { readonly kind: 'words'; readonly words: readonly Field[] };

function commandOf(place: Place, words: readonly Field[]): Command | null {
  const texts = words.map((word) => exactText(word) ?? shownText(word));
  const globals = place.globals === undefined ? null : setOf(place.globals);
  for (const path of place.words?.split('|') ?? ['']) {
    const end = endOfPath(texts, path === '' ? [] : path.split(' '), globals);
    if (end < 0) continue;
    if (place.option !== undefined) {
      const text = optionText(place, texts.slice(end), words.slice(end));
      if (text !== null) return { kind: 'text', text };
      continue;
    }
    const rest = texts.slice(end);
    const { positions, options } = readLine(rest, setOf(place.values));
    const start = positions[place.after];
    const entry = options.find((option) => option.name === '--entrypoint')?.value;
    const given = start === undefined ? [] : words.slice(end + start);
    if (place.text === 'joined') {
      return given.length === 0 ? null : { kind: 'text', text: joinFields(given, ' ') };
    }
    const image = positions[place.after - 1];
    const program = entry ?? entryPoint(image === undefined ? '' : (rest[image] ?? ''), given);
    const all = program === null ? given : [textField(program), ...given];
    return all.length === 0 ? null : { kind: 'words', words: all };
  }
  return null;
}

/** Images of servers that are told what to open. */
const doors = /^(?:ttyd|gotty|wetty|ngrok|cloudflared|frpc|frps|chisel|gost|bore)$/;

/** `curlimages/curl -T …`: an image that is named like a program starts it. */
export function entryPoint(image: string, given: readonly Field[]): string | null {
  const first = given[0] === undefined ? '' : shownText(given[0]);
  const program = image.replace(/[:@].*$/, '').replace(/^.*\//, '');
  if (doors.test(program)) return program;
  if (!/^-|^https?:/.test(first)) return null;
  return factsOf(program) === null ? null : program;
}

/** `--command TEXT`, `-a TEXT`, `--parameters commands=TEXT`. */
function optionText(place: Place, texts: readonly string[], words: readonly Field[]): Field | null {
  const names = setOf(place.option);
  for (const [index, text] of texts.entries()) {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    if (!names.has(name)) continue;
    const value = equals < 0 ? words[index + 1] : textField(text.slice(equals + 1));
    if (value === undefined) return null;
    const inner = place.inner?.exec(shownText(value))?.[1];
    return inner === undefined ? value : textField(inner);
  }
  return null;
}

function stdinOf(place: Place, words: readonly Field[], scope: Scope): Output {
  if (place.stdin === undefined) return nothing;
  return place.stdin === '' ||
    words.some((word) => new RegExp(place.stdin ?? '').test(shownText(word)))
    ? scope.stdin
    : nothing;
}

/** What a command elsewhere means for this machine and for the person's others. */
export function concernsUs(statement: Statement): boolean {
  return (
    statement.kind === 'expose' ||
    statement.kind === 'terminal' ||
    (statement.kind === 'unresolved' &&
      /^(?:runs code from a download|hands a program to a connection|opens a way in from the network)/.test(
        statement.why,
      ))
  );
}

const sets = new Map<string, ReadonlySet<string>>();

function setOf(names = ''): ReadonlySet<string> {
  let set = sets.get(names);
  if (set === undefined) {
    set = new Set(names.split(' ').filter((name) => name !== ''));
    sets.set(names, set);
  }
  return set;
}
