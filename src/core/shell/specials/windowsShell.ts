import type { Call } from '../calls/call.ts';
import { givesShellAway } from '../code/shellsInCode.ts';
import {
  exactText,
  type Field,
  headText,
  type Output,
  shownText,
  textField,
  unknownField,
} from '../words/field.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { play } from '../calls/roles.ts';
import { stateTypedInput } from '../calls/typed.ts';
import type { Use } from '../reach/touch.ts';
import { touchPerhaps } from '../reach/guesses.ts';

/** What a call of PowerShell or cmd is given to run. */
interface Given {
  /** Words of command text, in its own language. */
  readonly text: readonly Field[];
  readonly script: Field | null;
  /** Only tells about itself. */
  readonly tells: boolean;
}

/**
 * `pwsh -Command …`, `powershell -EncodedCommand …`, `cmd /c …`: their languages are not followed yet, so that text in
 * them is unresolved. A script file is judged as any other one; words that may be paths count where a place is
 * protected.
 */
export function windowsShell(_facts: ProgramFacts, call: Call): Output {
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  const isCmd = call.name.toLowerCase() === 'cmd';
  const { text, script, tells } = isCmd ? givenToCmd(call.words) : givenToPowerShell(call);
  if (tells) return [textField('0')];
  const piped = call.scope.stdin.filter((field) => field.pieces.length > 0);
  const code = script === null ? [...text, ...piped] : text;
  if (code.length > 0) {
    const language = isCmd ? 'cmd' : 'PowerShell';
    call.machine.unresolved(`runs ${language} code, which is not followed yet`, call.name);
  }
  if (code.some((field) => givesShellAway(shownText(field)))) {
    call.machine.emit({ kind: 'expose', why: 'a shell is tied to a connection', via: call.name });
  }
  if (script === null && text.length === 0) stateTypedInput(call);
  if (script !== null) play('script', script, use);
  for (const field of code) touchWords(field, use);
  return [unknownField('computed')];
}

function givenToCmd(words: readonly Field[]): Given {
  // Git Bash wants `//c`, which it hands on as `/c`.
  const at = words.findIndex((word) => /^\/\/?[ckr]/i.test(headText(word)));
  const tells = words.some((word) => /^\/\/?\?$/.test(exactText(word) ?? ''));
  return { text: at < 0 ? [] : words.slice(at), script: null, tells: tells && at < 0 };
}

function givenToPowerShell({ name, words }: Call): Given {
  const text: Field[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? textField('');
    const option = optionName(word);
    if (option === null) return givenAsOperand(name, words.slice(index), text);
    if (/^(?:v|version|h|help|\?)$/.test(option)) return { text: [], script: null, tells: true };
    if (abbreviates(option, 'file', 1)) {
      const script = words[index + 1];
      const rest = words.slice(index + 2);
      return script === undefined || exactText(script) === '-'
        ? { text: rest, script: null, tells: false }
        : { text: rest.filter((each) => exactText(each) === null), script, tells: false };
    }
    const command = commandOptions.some((long) => abbreviates(option, long, 1)) || option === 'ec';
    if (command) return { text: words.slice(index + 1), script: null, tells: false };
    if (valued.some((long) => abbreviates(option, long, 2)) || /^(?:ep|ex|wd)$/.test(option)) {
      index += 1;
    }
  }
  return { text, script: null, tells: false };
}

/** The first operand is a script to PowerShell Core, and command text to the PowerShell of Windows. */
function givenAsOperand(name: string, words: readonly Field[], text: readonly Field[]): Given {
  const [first, ...rest] = words;
  const written = first === undefined ? '' : (exactText(first) ?? '');
  const isScript = /\.ps1$/i.test(written) || (/^pwsh/i.test(name) && /^[\w./~-]+$/.test(written));
  if (first === undefined || !isScript || written === '-') {
    return { text: [...text, ...words], script: null, tells: false };
  }
  return { text: rest.filter((word) => exactText(word) === null), script: first, tells: false };
}

/** Name of an option without its dashes, in small letters; null for an operand. */
function optionName(word: Field): string | null {
  const head = headText(word);
  // PowerShell takes a slash and the long dashes of word processors, too.
  const match = /^(?:--?|[\u2013-\u2015])([a-z?]+)/i.exec(head) ?? /^\/([a-z?]+)$/i.exec(head);
  return match?.[1]?.toLowerCase() ?? null;
}

function abbreviates(option: string, long: string, least: number): boolean {
  return option.length >= least && long.startsWith(option);
}

const commandOptions = ['command', 'commandwithargs', 'cwa', 'encodedcommand'];
const valued = [
  'configurationfile',
  'configurationname',
  'custompipename',
  'executionpolicy',
  'inputformat',
  'outputformat',
  'psconsolefile',
  'settingsfile',
  'windowstyle',
  'workingdirectory',
];

/** Words of text in another language: what may be a path counts where a place is protected. */
function touchWords(field: Field, use: Use): void {
  touchPerhaps(field, use);
  const text = exactText(field);
  if (text === null) return;
  const plain = text
    .replaceAll(/\$(?:env:)?(?:HOME|USERPROFILE)\b|%(?:HOME|USERPROFILE)%/gi, '~')
    .replaceAll('\\', '/');
  const words = plain.split(/[\s"'`()|;,{}&<>=]+/).filter((word) => /[./~]|^id_/.test(word));
  use.machine.budget.spend(words.length);
  for (const word of words) if (word !== text) touchPerhaps(textField(word), use);
}
