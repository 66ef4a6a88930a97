import { dropHead, exactText, type Field, headText, textField } from '../words/field.ts';
import { touch, type Use } from '../reach/touch.ts';
import { touchPerhaps } from '../reach/guesses.ts';

/**
 * Names that programs of all kinds give the option that says where results go. `--prefix` is not one of them: most
 * programs only remember it.
 */
const outputName =
  /^--?(?:out|output|dest|destination|export|save|report|log|target|artifacts?|results?|backup|install|extract|download|dump|trace|profile|snapshot|screenshot|html|xml|json|csv|junit|coverage)[-_]?(?:dir|directory|folder|file|filename|path|root|base|base-dir|location|to)$|^--?(?:out|output|o|dest|destination|outfile|outputfile|outdir|outputdir|out_dir|logfile|basetemp|save-as|save-to|write-to|output-to|copy-to|move-to|export-to|dump-to|emit-to|\w{1,24}_out|reporter-output|junitxml|output_base|output_user_root|trace-out|cpuprofile|memprofile|coverprofile)$/i;

/** Short names that mean the same in programs of which nothing else is known. */
const shortName = /^-[oO]$/;

export function namesOutput(option: string, isKnown: boolean): boolean {
  return outputName.test(option) || (!isKnown && shortName.test(option));
}

/**
 * Where a program is told to put its results. A text that leads away from where it runs is a place to write; a bare
 * word may as well be the name of a format.
 */
export function touchOutput(field: Field, use: Use): void {
  const head = headText(field);
  if (leadsAway.test(head) && !head.includes('\n')) {
    touch('write', head.startsWith('~/') ? inHome(field, use) : field, use);
  } else touchPerhaps(field, use);
}

const leadsAway = /^(?:~?\/|\.\.(?:\/|$))/;

/** Many programs expand `~` in an attached value themselves. */
function inHome(field: Field, use: Use): Field {
  const text = exactText(field);
  return text === null ? field : textField(use.machine.context.home + text.slice(1));
}

/** The output options among the words of a program of which nothing is known. */
export function touchOutputs(words: readonly Field[], use: Use): void {
  words.forEach((word, index) => {
    const head = headText(word);
    if (!head.startsWith('-')) return;
    const name = /^[^=]*/.exec(head)?.[0] ?? '';
    const next = words[index + 1];
    if (namesOutput(name, false)) {
      if (head.includes('=')) touchAway(dropHead(word, name.length + 1), use);
      else if (next !== undefined && !headText(next).startsWith('-')) touchAway(next, use);
    } else if (shortName.test(head.slice(0, 2))) touchAway(dropHead(word, 2), use);
  });
}

function touchAway(field: Field, use: Use): void {
  if (leadsAway.test(headText(field))) touchOutput(field, use);
}
