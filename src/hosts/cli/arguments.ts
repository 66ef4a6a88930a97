import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Parses a command's own words; anything unknown is a {@link UsageError} that names the command's help. */
export function readArguments<T extends Options>(
  command: string,
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n', 1)[0]! : String(error);
    throw new UsageError(`${message}.`.replace(/\.\.$/, '.'), `See \`pinfold ${command} --help\`.`);
  }
}

export const json = { json: { type: 'boolean', default: false } } as const;
