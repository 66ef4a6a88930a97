/** Numbers from 0 up to, not including, `limit`; the same seed gives the same numbers. */
export type Dice = (limit: number) => number;

/** A small generator (mulberry32): good enough to vary inputs, and repeatable by its seed. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/**
 * One hostile command text: tokens of the shell in any order, a damaged command, any characters, or something that is
 * nested or repeated far too often.
 *
 * @param seeds commands to start from.
 */
export function hostileText(dice: Dice, seeds: readonly string[]): string {
  const kind = dice(5_000);
  if (kind === 0) return repeated(dice, 60_000);
  if (kind < 250) return repeated(dice, 60);
  if (kind < 1_000) return anyCharacters(dice);
  if (kind < 2_500) return anyTokens(dice);
  return damaged(dice, seeds);
}

const tokens =
  'a .env ~ / * ? [ ] { } ( ) < > | & ; ! $ $( ) ` " \' \\ \n = << EOF <<- <<< &> >& 2> <( >( $x ${ ${! ${# } : % # - -c -exec + cat cd sudo xargs find bash eval source trap alias if then else fi for in do done case esac while until select function coproc time [[ ]] (( )) ;; ;& git config sed awk python3 tar env export unset .. , @ ~user \0 \r \t \u00a0 \u202e \ud800 \udc00 é 😀'.split(
    ' ',
  );

function anyTokens(dice: Dice): string {
  const glue = dice(2) === 0 ? ' ' : '';
  return Array.from({ length: 1 + dice(30) }, () => pick(dice, tokens)).join(glue);
}

function anyCharacters(dice: Dice): string {
  const limit = pick(dice, [0x80, 0x100, 0x3000, 0x10000]);
  return String.fromCharCode(...Array.from({ length: 1 + dice(80) }, () => dice(limit)));
}

const openings = '( { [[ (( $( ${a:- ` " \' {a, f(){ \\ * ~ a; a| a&& !$( $((  >(a'
  .split(' ')
  .concat('<<A\n', 'if ', 'while ', 'eval ', 'bash -c "', 'case x in a) ', '\n')
  .filter((opening) => opening !== '');

function repeated(dice: Dice, most: number): string {
  const opening = pick(dice, openings);
  const times = 1 + dice(Math.floor(most / opening.length));
  return `${pick(dice, ['', 'cat ', 'echo ', 'x='])}${opening.repeat(times)}${pick(dice, ['', 'a', ')', '}'])}`;
}

/** A command with a few places changed: cut, doubled, swapped with a part of another one, or something inserted. */
function damaged(dice: Dice, seeds: readonly string[]): string {
  let text = pick(dice, seeds);
  for (let times = 1 + dice(4); times > 0; times -= 1) {
    const start = dice(text.length + 1);
    const end = Math.min(text.length, start + dice(12));
    const middle = pick(dice, [
      () => '',
      () => pick(dice, tokens),
      () => text.slice(start, end).repeat(2),
      () => pick(dice, seeds).slice(dice(20), 20 + dice(20)),
      () => ` ${pick(dice, ['|', '&&', ';', '\n', '||', '&'])} ${pick(dice, seeds)}`,
    ])();
    text = text.slice(0, start) + middle + text.slice(end);
  }
  return text;
}

function pick<T>(dice: Dice, items: readonly T[]): T {
  const item = items[dice(items.length)];
  if (item === undefined) throw new RangeError('Nothing to pick from.');
  return item;
}
