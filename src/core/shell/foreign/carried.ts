/** Command text and code that stand in a word of a program of which nothing is known. */
import { literalsIn } from '../code/codeLiterals.ts';
import { givesShellAway, spellsTiedShell } from '../code/shellsInCode.ts';
import { runsUnseen } from '../code/unseenCode.ts';
import type { Use } from '../reach/touch.ts';
import { exactText, type Field, shownText, textField } from '../words/field.ts';

/** Options and verbs after which a word is code or command text. */
const givesCode =
  /^(?:-{1,2}(?:e|c|E|C|x|X|r|ec|qc|nc|ex|cmd|eval|exec|expr|code|command|run|execute|on-?\w{1,16}|\w{1,16}-(?:command|cmd|exec|hook|script)|sh-exec|shell-command|script|do|init-command|before|after)|eval|exec|run|sh|shell|cmd)$/;
/** Options whose value is prose. */
const givesProse =
  /^-{1,2}(?:m|b|t|d|s|n|message|msg|body|title|text|note|notes|summary|subject|desc|description|comment|label|name|reason|prompt|query|q|p)$/;

/** Text that cannot matter as a command holds none of these. */
const telling =
  /\/dev\/(?:tcp|udp)\/|\b(?:nc|ncat|netcat|socat|telnet|busybox|openssl|curl|wget|fetch|https?|xhs?|ssh)\b/;
const destructive = /\b(?:rm|dd|mkfs[\w.]*|shred|wipefs|truncate|find|git|unlink)\s/;

const mostWords = 48;
const mostTexts = 8;
const longest = 8_192;
const deepest = 6;

/** What a program of which nothing is known is handed: text that gives a shell away, whatever the program does. */
export function judgeCarried(words: readonly Field[], use: Use): void {
  let texts = 0;
  for (const [index, word] of words.slice(0, mostWords).entries()) {
    const written = shownText(word).slice(0, longest);
    const before = index === 0 ? '' : shownText(words[index - 1]!);
    const equals = /^--?[\w-]{1,40}=/.exec(written)?.[0] ?? '';
    const option = equals === '' ? before : equals.slice(0, -1);
    const text = written.slice(equals.length);
    if (text.length < 8 || !/[\s(]/.test(text) || givesProse.test(option)) continue;
    const isCode = givesCode.test(option);
    if (isCode) judgeCode(text, use);
    else if (spellsTiedShell(text)) tied(use);
    for (const line of linesIn(text, isCode)) {
      if (texts >= mostTexts) return;
      if (!telling.test(line) && !(isCode && destructive.test(line))) continue;
      texts += 1;
      followAside(textField(line), isCode, use);
    }
  }
  judgeShellForAddress(words, use);
}

function tied({ machine, via }: Use): void {
  machine.emit({ kind: 'expose', why: 'a shell is tied to a connection', via });
}

/** Code in a language that is told by nothing but its words. */
function judgeCode(code: string, use: Use): void {
  const unseen = runsUnseen(code);
  if (givesShellAway(code) || spellsTiedShell(code)) tied(use);
  if (unseen !== null) use.machine.unresolved(unseen, use.via);
}

/** A text, the text behind `!`, `%sh{` or a label, and what code quotes. */
function linesIn(text: string, isCode: boolean): string[] {
  const escaped = /^[\s:\\]{0,8}!+\s{0,4}([^\n]{4,2000})/.exec(text)?.[1];
  const block = /%sh\{([^\n]{4,2000})\}/.exec(text)?.[1];
  const labelled = /^\w{1,20}:(?!\/\/)([^\n]{4,2000})/.exec(text)?.[1];
  const quoted = isCode
    ? literalsIn(text)
        .map((literal) => literal.text)
        .filter((each) => /\s/.test(each))
    : [];
  return [text, escaped ?? '', block ?? '', labelled ?? '', ...quoted].filter(
    (each) => each !== '',
  );
}

/** Follows text of which only what is grave counts. */
export function followAside(line: Field, destroys: boolean, { scope, machine, via }: Use): void {
  if (scope.depth >= deepest) return;
  machine.aside(scope, destroys, (inner, there) => void inner.runField(line, there, via));
}

/** `tool … -- program words`: whatever the tool is, the program may be started. */
export function judgeAfterDashes(words: readonly Field[], { scope, machine }: Use): void {
  const dashes = words.findIndex((word) => exactText(word) === '--');
  const program = dashes < 1 ? undefined : words[dashes + 1];
  if (program === undefined || scope.depth >= deepest) return;
  if (!/^[\w./-]{1,80}$/.test(exactText(program) ?? '')) return;
  machine.aside(scope, false, (inner, there) => {
    inner.runArguments(words.slice(dashes + 1), there);
  });
}

const address =
  /^(?:[a-z][\w+.-]{1,20}:\/\/|[\w.-]{1,64}@)?(?!localhost|127\.|0x)(?:\d{1,3}(?:\.\d{1,3}){3}|(?<=:\/\/)[\w.-]{3,253}|[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?=:\d{2,5}))(?::\d{1,5})?(?:[/?].{0,400})?$/i;
const bareShell = /^(?:\/(?:usr\/)?bin\/)?(?:ba|z|da|k|a)?sh$/;

/** An agent of a build or a fleet: whoever holds its server says what it runs. */
const agentName = /(?:^|[-_.])(?:agent|runner|worker|minion)(?:[-_.]|$)/;
const joins =
  /^--?(?:[\w-]{1,30}-)?(?:token|secret|join-key|registration-token|auth-key|authkey)(?:=|$)/;

/** `consumer -u amqp://host -q orders sh`: a shell beside an address of somebody else. */
function judgeShellForAddress(words: readonly Field[], { machine, via }: Use): void {
  if (/ssh|wait|dockerize|start-server/.test(via)) return;
  const texts = words.slice(0, mostWords).map((word) => shownText(word).slice(0, 512));
  if (texts.includes('ssh')) return;
  const hosts = texts.some((text) => address.test(text.replace(/^--?[\w-]{1,40}=/, '')));
  if (hosts && agentName.test(via) && texts.some((text) => joins.test(text))) {
    machine.unresolved('lets a server elsewhere run code here', via);
  }
  const dashes = texts.indexOf('--');
  const shell = texts.some((text, index) => {
    if (dashes >= 0 && index > dashes) return false;
    if (bareShell.test(text)) return true;
    const given = /^(--?[\w-]{1,40})=(.{2,400})$/s.exec(text);
    const option = given?.[1] ?? texts[index - 1] ?? '';
    return givesCode.test(option) && /\b(?:ba|z|da|k)?sh\s{1,3}-[ci]/.test(given?.[2] ?? text);
  });
  if (hosts && shell) {
    machine.unresolved('hands a program to a connection', via);
  }
}
