import { parse, type ParseError } from 'jsonc-parser';
import * as v from 'valibot';
import { type Verdict, verdicts } from '../actions/decision.ts';

/** A case beside a policy: what an agent does, and what must be answered. */
export interface PolicyTest {
  readonly name: string;
  /** What the agent calls, as its own payload says it. */
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: Verdict;
  /** The rule that must decide; absent for any. */
  readonly rule?: string;
}

const text = v.pipe(v.string(), v.nonEmpty());
const row = v.strictObject({
  name: text,
  command: v.exactOptional(text),
  read: v.exactOptional(text),
  write: v.exactOptional(text),
  tool: v.exactOptional(text),
  input: v.exactOptional(v.record(v.string(), v.unknown())),
  expected: v.picklist(verdicts),
  rule: v.exactOptional(text),
});

export type ParsedTests =
  | { readonly ok: true; readonly tests: readonly PolicyTest[] }
  | { readonly ok: false; readonly errors: readonly string[] };

/** Reads a list of cases: JSON with comments. Either all of them hold, or there is a sentence for each that does not. */
export function parsePolicyTests(source: string): ParsedTests {
  const mistakes: ParseError[] = [];
  const value: unknown = parse(source, mistakes, { allowTrailingComma: true });
  const [first] = mistakes;
  if (first !== undefined) {
    const line = source.slice(0, first.offset).split('\n').length;
    return { ok: false, errors: [`Line ${line} is not JSON with comments.`] };
  }
  if (!Array.isArray(value)) return { ok: false, errors: ['The file must hold a list of cases.'] };
  const read = value.map((each, position) => readRow(each, position + 1));
  const errors = read.filter((each) => typeof each === 'string');
  return errors.length > 0
    ? { ok: false, errors }
    : { ok: true, tests: read.filter((each) => typeof each !== 'string') };
}

function readRow(value: unknown, position: number): PolicyTest | string {
  const parsed = v.safeParse(row, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const where = v.getDotPath(issue);
    return `Case ${position}${where === null ? '' : `, \`${where}\``}: ${issue.message}.`;
  }
  const { name, command, read, write, tool, input, expected, rule } = parsed.output;
  const calls = [
    ...(command === undefined ? [] : [{ tool: 'Bash', input: { command } }]),
    ...(read === undefined ? [] : [{ tool: 'Read', input: { file_path: read } }]),
    ...(write === undefined ? [] : [{ tool: 'Write', input: { file_path: write, content: '' } }]),
    ...(tool === undefined ? [] : [{ tool, input: input ?? {} }]),
  ];
  const [call] = calls;
  if (call === undefined || calls.length > 1) {
    return `Case ${position} must say one of \`command\`, \`read\`, \`write\` and \`tool\`.`;
  }
  return { name, ...call, expected, ...(rule === undefined ? {} : { rule }) };
}
