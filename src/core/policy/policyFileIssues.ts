import type { JSONPath } from 'jsonc-parser';
import type { BaseIssue } from 'valibot';
import { quoted } from './diagnostics.ts';
import { error, type Finding } from './policyFileFinding.ts';
import { suggest } from './suggest.ts';

/**
 * Says in words what valibot found. It sees values only, and no unknown keys: those were taken out before.
 */
export function describeIssue(issue: BaseIssue<unknown>): Finding {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  switch (issue.type) {
    case 'strict_object':
      return issue.received === 'undefined' ? missingKey(path) : wrongType(issue, path);
    case 'literal':
      return wrongVersion(issue.input, path);
    case 'picklist':
      return wrongChoice(issue, path);
    case 'non_empty':
      return Array.isArray(issue.input)
        ? error(
            'PF-POLICY-BLANK',
            path,
            `${place(path)} is an empty list, but needs at least one entry.`,
            'Add an entry, or take the whole entry that holds this list away.',
          )
        : error(
            'PF-POLICY-BLANK',
            path,
            `${place(path)} is empty.`,
            'Fill it in, or take it away.',
          );
    case 'max_length':
      return error(
        'PF-POLICY-TEXT',
        path,
        `${place(path)} is longer than ${String(issue.requirement)} characters.`,
        'Shorten it.',
      );
    case 'integer':
    case 'min_value':
    case 'max_value':
      return wrongNumber(issue, path);
    case 'regex':
      return malformed(issue, path);
    default:
      return wrongType(issue, path);
  }
}

function place(path: JSONPath): string {
  const key = path.findLast((step) => typeof step === 'string');
  if (key === undefined) return 'The policy';
  return typeof path.at(-1) === 'number' ? `An entry of ${quoted(key)}` : quoted(key);
}

function missingKey(path: JSONPath): Finding {
  const key = String(path.at(-1));
  const example = examples[key];
  return error(
    'PF-POLICY-MISSING-KEY',
    path,
    `${path.length === 1 ? 'The policy' : 'This entry'} has no ${quoted(key)}.`,
    `Add ${example === undefined ? quoted(key) : `\`${example}\``}.`,
    'open',
  );
}

const examples: Readonly<Record<string, string>> = {
  version: '"version": 1',
  name: '"name": "lab"',
  paths: '"paths": ["lab/**"]',
  match: '"match": ["terraform", "apply"]',
  verdict: '"verdict": "ask"',
  rule: '"rule": "built-in.…"',
  why: '"why": "…"',
};

const typeWords: Readonly<Record<string, readonly [string, string]>> = {
  strict_object: ['an object', 'Write it in braces: `{ … }`.'],
  array: ['a list', 'Write it in brackets: `[ … ]`.'],
  string: ['a text', 'Write it in double quotes.'],
  number: ['a number', 'Write it in digits, without quotes.'],
  boolean: ['`true` or `false`', 'Write `true` or `false`, without quotes.'],
};

function wrongType(issue: BaseIssue<unknown>, path: JSONPath): Finding {
  const [expected, remedy] = typeWords[issue.type] ?? ['something else', 'See the documentation.'];
  const found =
    issue.type === 'strict_object' && issue.input === null ? 'no object' : kindOf(issue.input);
  return error(
    'PF-POLICY-TYPE',
    path,
    found === 'no object'
      ? `${place(path)} must be ${expected}.`
      : `${place(path)} must be ${expected}, not ${found}.`,
    remedy,
  );
}

function kindOf(value: unknown): string {
  if (value === null) return '`null`';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `the text ${quoted(value)}`;
  return quoted(JSON.stringify(value) ?? 'undefined');
}

function wrongVersion(value: unknown, path: JSONPath): Finding {
  return error(
    'PF-POLICY-VERSION',
    path,
    `This Pinfold understands version 1 of the policy format, not ${kindOf(value)}.`,
    typeof value === 'number' && value > 1
      ? 'Update Pinfold, or write the file for version 1.'
      : 'Write `"version": 1`.',
  );
}

function wrongChoice(issue: BaseIssue<unknown>, path: JSONPath): Finding {
  const options = optionsOf(issue.expected);
  const list = options.map(quoted).join(', ');
  const meant = typeof issue.input === 'string' ? suggest(issue.input, options) : null;
  const isSecretAccess = path.at(-2) === 'secrets' && issue.input === 'allow';
  return error(
    'PF-POLICY-VALUE',
    path,
    `${place(path)} must be one of ${list}, not ${kindOf(issue.input)}${meant === null ? '.' : `; did you mean ${quoted(meant)}?`}`,
    isSecretAccess
      ? 'A secret is never open to agents: use `ask`, or take files that are none out with `except`.'
      : `Write one of ${list}.`,
  );
}

/** valibot writes the options of a picklist as `("a" | "b")` or `"a"`. */
function optionsOf(expected: string | null): readonly string[] {
  return Array.from((expected ?? '').matchAll(/"([^"]*)"/g), ([, option]) => option!);
}

function wrongNumber(issue: BaseIssue<unknown>, path: JSONPath): Finding {
  const bound =
    issue.type === 'integer'
      ? 'a whole number'
      : `${issue.type === 'min_value' ? 'at least' : 'at most'} ${String(issue.requirement)}`;
  return error(
    'PF-POLICY-RANGE',
    path,
    `${place(path)} must be ${bound}, not ${quoted(String(issue.input))}.`,
    issue.type === 'integer' ? 'Write a whole number.' : `Write a number that is ${bound}.`,
  );
}

/** Words for the regular expressions of the schema, which name these as their message. */
const malformedWords: Readonly<Record<string, readonly [string, string]>> = {
  'zone-name': [
    'a zone name: small letters, digits and single hyphens, a letter first',
    'Rename the zone, e.g. `lab-data`.',
  ],
  trailer: [
    'a trailer name: letters, digits and single hyphens, a letter first',
    'Write the word before the colon only, e.g. `Assisted-by`.',
  ],
  'rule-id': [
    'the id of a built-in protection; those begin with `built-in.`',
    'Copy the id from the refusal or from `pinfold policy show`.',
  ],
};

function malformed(issue: BaseIssue<unknown>, path: JSONPath): Finding {
  if (issue.message === 'relax-why') {
    return error(
      'PF-POLICY-BLANK',
      path,
      `${place(path)} gives no reason.`,
      'Say in a sentence why this protection does not apply here.',
    );
  }
  const [words, remedy] = malformedWords[issue.message] ?? [
    'well-formed',
    'See the documentation.',
  ];
  return error('PF-POLICY-NAME', path, `${quoted(String(issue.input))} is not ${words}.`, remedy);
}
