import type { Call } from '../calls/call.ts';
import { exactText, type Field, type Output, textField, unknownField } from '../words/field.ts';
import { entryPoint } from '../foreign/elsewhere.ts';
import { interpret } from '../calls/interpret.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { fork, joinPath, type Scope } from '../state/scope.ts';

interface Mount {
  /** Absolute path on this machine. */
  readonly source: string;
  /** Absolute path in the container. */
  readonly target: string;
}

/** Where paths of the container that are nothing of this machine are taken to be. */
const nowhere = '/tmp/in-a-container';

/** In most images the user is root. */
const homeInside = '/root';

/**
 * `docker run -v HERE:THERE image command`: the command's paths below THERE are files of this machine. What it does
 * to the rest of the container is nobody's loss here.
 */
export function containerRun(facts: ProgramFacts, call: Call): Output {
  interpret(facts, call);
  const { items, rest } = parseArguments(facts, call.words, true);
  const given = new Map<string, string[]>();
  for (const item of items) {
    const text = exactText(item.value);
    if (item.kind !== 'option' || text === null) continue;
    given.set(item.name, [...(given.get(item.name) ?? []), text]);
  }
  const valuesOf = (...names: string[]): string[] => names.flatMap((name) => given.get(name) ?? []);
  const mounts = [
    ...valuesOf('-v', '--volume').flatMap((text) => mountOf(text.split(':'), call)),
    ...valuesOf('--mount').flatMap((text) => bindOf(text, call)),
  ].toSorted((a, b) => b.target.length - a.target.length);
  const entry = valuesOf('--entrypoint')[0];
  const [image, ...after] = rest;
  const program = entry ?? entryPoint(image === undefined ? '' : (exactText(image) ?? ''), after);
  const words = [...(program === null ? [] : [textField(program)]), ...after];
  if (mounts.length > 0 && words.length > 0) {
    const folder = valuesOf('-w', '--workdir')[0] ?? '/';
    follow(words, mounts, folder, call);
  }
  return [unknownField('computed')];
}

function mountOf([source = '', target = '']: readonly string[], call: Call): Mount[] {
  const here = placeOf(source, call);
  return here === null || !target.startsWith('/')
    ? []
    : [{ source: here, target: target.replace(/(?<=.)\/+$/, '') }];
}

function bindOf(text: string, call: Call): Mount[] {
  const source = /(?:^|,)(?:source|src)=([^,]*)/.exec(text)?.[1] ?? '';
  const target = /(?:^|,)(?:target|destination|dst)=([^,]*)/.exec(text)?.[1] ?? '';
  return mountOf([source, target], call);
}

/** The path of a mount's source; null for a volume, and for what is not known. */
function placeOf(source: string, { scope, machine }: Call): string | null {
  const text = source.replace(/^~(?=\/|$)/, machine.context.home);
  if (text.startsWith('/')) return joinPath('/', text);
  return text.startsWith('.') && scope.base.kind === 'known'
    ? joinPath(scope.base.path, text)
    : null;
}

function follow(
  words: readonly Field[],
  mounts: readonly Mount[],
  folder: string,
  call: Call,
): void {
  const mapped = words.map((word) => {
    const text = exactText(word);
    return text === null ? word : textField(mapText(text, mounts));
  });
  const scope: Scope = fork(call.scope, {
    base: { kind: 'known', path: mapPath(folder, mounts) },
    doubts: [],
    certain: true,
    functions: new Map(),
    aliases: new Map(),
    depth: call.scope.depth + 1,
  });
  scope.variables.set('HOME', [[textField(mapPath(homeInside, mounts))]]);
  call.machine.elsewhere(() => void call.machine.runArguments(mapped, scope));
}

const longestText = 16_384;

/** Text of a command with the container's absolute paths written as this machine's. */
function mapText(text: string, mounts: readonly Mount[]): string {
  if (text.length > longestText) return text;
  return text.replaceAll(
    /(^|[\s"'=:(;|&<>@,`])(~(?=[/\s"';|&]|$)[^\s"';|&<>()`,:]*|\/[^\s"';|&<>()`,:]*)/g,
    (_, before: string, path: string) =>
      before + mapPath(path.startsWith('~') ? homeInside + path.slice(1) : path, mounts),
  );
}

function mapPath(path: string, mounts: readonly Mount[]): string {
  const absolute = joinPath('/', path);
  for (const { source, target } of mounts) {
    if (absolute === target) return source;
    if (absolute.startsWith(target === '/' ? '/' : `${target}/`)) {
      return joinPath(source, `.${target === '/' ? absolute : absolute.slice(target.length)}`);
    }
  }
  return /^\/dev\/(?:null|zero|std\w{2,3}|fd|tty|u?random)\b/.test(absolute)
    ? absolute
    : nowhere + absolute;
}
