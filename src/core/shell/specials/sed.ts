import type { Call } from '../call.ts';
import { exactText, headText, type Output } from '../field.ts';
import { interpret } from '../interpret.ts';
import { parseArguments } from '../options.ts';
import type { ProgramFacts } from '../programs/types.ts';

/** `sed -i`: files are changed in place and nothing of them is shown, as long as the commands only change text. */
export function streamEditor(facts: ProgramFacts, call: Call): Output {
  const { items, flags } = parseArguments(facts, call.words, false);
  const codes = items.flatMap((item) =>
    item.kind === 'option' && item.role === 'code' ? [item.value] : [],
  );
  const first = items.find((item) => item.kind === 'operand');
  const given = codes.length > 0 ? codes : first === undefined ? [] : [first.value];
  const inPlace = flags.has('-i') || flags.has('--in-place');
  // A backup may get a name that nothing protects.
  const keepsCopy = call.words.some((word) => /^(?:-[a-zA-Z]*i.|--in-place=)/.test(headText(word)));
  const quiet = inPlace && !keepsCopy && !flags.has('-f') && !flags.has('--file');
  if (!quiet || given.length === 0 || !given.every((code) => changesOnly(exactText(code)))) {
    return interpret(facts, call);
  }
  const switches = [{ on: '-i --in-place', operands: 'amend' as const }];
  return interpret({ ...facts, switches }, call);
}

const address = String.raw`(?:(?:\d+|\$|/(?:[^/\\\n]|\\.)*/I?)(?:,(?:[+~]?\d+|\$|/(?:[^/\\\n]|\\.)*/I?))?!?\s?)?`;
const command = ['/', '|', ',', '#', '@', ':', '%', '!', '~', '_', '+']
  .map((mark) => {
    const part = `(?:[^\\${mark}\\\\\n]|\\\\.)*`;
    return `[sy]\\${mark}${part}\\${mark}${part}\\${mark}[gpiIMm0-9]*`;
  })
  .concat('[dDpgGhHxnN]', String.raw`[aic](?:\\?\n?|\s)[^\n]*`)
  .join('|');
const line = new RegExp(`^${address}(?:${command})$`);

/** Whether every command of a script substitutes, deletes or adds lines; none writes a file or runs a program. */
function changesOnly(code: string | null): boolean {
  if (code === null || code.length > 1_024) return false;
  return line.test(code.trim()) || code.split(/[;\n]/).every((part) => line.test(part.trim()));
}
