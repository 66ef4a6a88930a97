import { exactText, type Field, shownText, textField } from '../words/field.ts';
import type { Machine } from '../machine.ts';
import { play } from '../calls/roles.ts';
import { fork, type Scope } from '../state/scope.ts';
import { lookUp } from '../words/variables.ts';
import { lineOf } from './loads.ts';

const far = /^(?:tcp|ssh|https?):\/\/(?!127\.|localhost|\[::1\])/;

/** `docker -H tcp://host build .`: the folder goes to an engine on another machine. */
function judgeFarEngine(
  name: string,
  words: readonly Field[],
  scope: Scope,
  machine: Machine,
): void {
  const line = lineOf(words);
  const host =
    /(?:^|\s)(?:-H|--host|--addr)[=\s]?\s?(\S+)/.exec(line)?.[1] ??
    lookUp('DOCKER_HOST', scope, machine.context)
      ?.map((value) => value.map((field) => shownText(field)).join(''))
      .find((value) => far.test(value));
  if (host === undefined || !far.test(host)) return;
  if (!/(?:^|\s)(?:build|bud|cp|load|import)(?:\s|$)/.test(line)) return;
  const use = { scope, machine, via: name };
  const context = words.at(-1);
  const text = context === undefined ? null : exactText(context);
  if (text !== null && !/^-|:\/\//.test(text)) play('tree', textField(text), use);
  play('send', textField(host), use);
}

/** `npm pkg set scripts.x='…'`: command text for a later `npm run`. */
function judgeScriptEntry(words: readonly Field[], scope: Scope, machine: Machine): void {
  const texts = words.slice(0, 3).map((word) => exactText(word));
  if (texts[0] !== 'pkg' || texts[1] !== 'set') return;
  for (const word of words.slice(2, 18)) {
    const text = /^scripts\.[^=]{1,80}=([\s\S]+)$/.exec(exactText(word) ?? '')?.[1];
    if (text === undefined) continue;
    machine.runField(textField(text), fork(scope, { depth: scope.depth + 1 }), 'npm');
  }
}

/** What a call hands to an engine elsewhere, or to a later run of itself. */
export function judgeHandedOn(
  name: string,
  words: readonly Field[],
  scope: Scope,
  machine: Machine,
): void {
  if (/^(?:docker|podman|nerdctl|buildctl|docker-compose)$/.test(name)) {
    judgeFarEngine(name, words, scope, machine);
  }
  if (/^(?:npm|pnpm|yarn|bun)$/.test(name)) judgeScriptEntry(words, scope, machine);
}
