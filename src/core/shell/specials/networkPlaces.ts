import type { Call } from '../calls/call.ts';
import {
  exactText,
  type Field,
  nothing,
  type Output,
  shownText,
  textField,
  unknownField,
} from '../words/field.ts';
import { interpret } from '../calls/interpret.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { play } from '../calls/roles.ts';
import { touch, type Use } from '../reach/touch.ts';
import { touchPerhaps } from '../reach/guesses.ts';
import { operandsOf } from './network.ts';

/** Servers that give a folder to whoever asks: this machine alone, or everybody. */
export function serveFolder(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, false);
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  const folders = parsed.items.flatMap((item) =>
    (item.kind === 'operand' && !/^\d*$/.test(exactText(item.value) ?? '')) ||
    (item.kind === 'option' && item.role === 'tree')
      ? [item.value]
      : [],
  );
  for (const folder of folders) play('tree', folder, use);
  if (folders.length === 0) touch('read', textField('.'), use);
  const local = call.words.some((word) =>
    /(?:^|[/=])(?:localhost|127\.|\[?::1)/.test(shownText(word)),
  );
  const valued = parsed.items.some((item) => item.kind === 'option' && item.name === '-h');
  const informs = ['--help', valued ? '--help' : '-h', '--version', '-v'].some((flag) =>
    parsed.flags.has(flag),
  );
  if (!local && !informs) call.machine.unresolved('serves this folder to the network', call.name);
  return nothing;
}

/** `ngrok http 80`, `cloudflared tunnel --url …`: something here can be reached from everywhere. */
export function tunnel(facts: ProgramFacts, call: Call): Output {
  interpret({ ...facts, special: '' }, call);
  const words = call.words.map((word) => shownText(word));
  const opens = words.some((word) =>
    /^(?:http|tcp|tls|start|start-all|local|funnel|share|host|--url|--port|-p|--hello-world|run)$/.test(
      word,
    ),
  );
  if (opens && !words.includes('--help'))
    call.machine.unresolved('opens a way in from the network', call.name);
  return nothing;
}

/** Storage in a cloud: `aws s3 cp HERE THERE`. Up sends, with everything below; down writes. */
export function cloudStorage(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, false);
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  const operands = operandsOf(parsed);
  const verb = operands.findIndex((word) =>
    /^(?:cp|copy|copyto|sync|mv|move|moveto|rsync|mirror|put|upload|upload-batch|upload-file|upload-dir|put-object)$/.test(
      exactText(word) ?? '',
    ),
  );
  for (const item of parsed.items) {
    if (item.kind !== 'option') continue;
    const file = /^fileb?:\/\/(.+)$/s.exec(exactText(item.value) ?? '')?.[1];
    if (file === undefined) play(item.role, item.value, use);
    else touch('read', textField(file), use);
  }
  // `aws`, `az` and `gcloud` have these verbs for much else than files.
  const stores =
    !/^(?:aws|az|gcloud)$/.test(call.name) ||
    operands.slice(0, 2).some((word) => /^(?:s3|s3api|storage)$/.test(exactText(word) ?? ''));
  const texts = operands.map((word) => exactText(word) ?? '');
  if (
    call.name === 'aws' &&
    texts[0] === 'configure' &&
    (texts[1] === 'export-credentials' || /secret|token/.test(texts[2] ?? ''))
  ) {
    touch('read', textField(`${call.machine.context.home}/.aws/credentials`), use);
  }
  if (verb < 0 || !stores) {
    for (const word of operands) touchPerhaps(word, use);
    return [unknownField('computed')];
  }
  const moved = operands.slice(verb + 1);
  const command = exactText(operands[verb] ?? textField('')) ?? '';
  const target = moved.at(-1);
  const elsewhere = new Set(moved.filter((word) => isElsewhere(word, call.name)));
  const named = parsed.items.some((item) => item.kind === 'option' && item.role === 'tree');
  const up = /^(?:put|upload)/.test(command)
    ? moved.length > 0 || named
    : moved.length >= 2 && target !== undefined && isElsewhere(target, call.name);
  const whole =
    /sync|mirror|batch|dir|copy|move/.test(command) ||
    ['-r', '-R', '--recursive', '-a'].some((flag) => parsed.flags.has(flag));
  moved.forEach((word, index) => {
    if (elsewhere.has(word)) return;
    if (!up && index === moved.length - 1) play('write', word, use);
    else play(whole ? 'tree' : 'read', word, use);
  });
  const fromHere = moved.some((word) => !elsewhere.has(word)) || named;
  if (!parsed.flags.has('--dryrun') && !parsed.flags.has('--dry-run')) {
    const sends = up && fromHere;
    call.machine.emit({
      kind: 'connect',
      target: storageHosts[call.name] ?? 'storage.googleapis.com',
      via: call.name,
      sends,
    });
  }
  return [unknownField('download')];
}

const storageHosts: Readonly<Record<string, string>> = {
  aws: 's3.amazonaws.com',
  s3cmd: 's3.amazonaws.com',
  s5cmd: 's3.amazonaws.com',
  az: 'blob.core.windows.net',
  azcopy: 'blob.core.windows.net',
  gh: 'gist.github.com',
  rclone: 'rclone.org',
};

function isElsewhere(word: Field, program: string): boolean {
  const text = shownText(word);
  if (/^[a-z][\w+.-]*:\/\//i.test(text)) return !/^file:/i.test(text);
  return program === 'rclone' && /^[\w.-]*:/.test(text) && !/^[A-Za-z]:[\\/]/.test(text);
}
